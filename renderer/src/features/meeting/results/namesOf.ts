import type { Frame } from '../../../../../shared/schema/round.ts'

/** What options and criteria of a round were called when it began. */
export interface Names {
  readonly option: (id: string) => string
  readonly criterion: (id: string) => string
}

export function namesOf({ options, criteria }: Frame): Names {
  return {
    option: (id) => options.find((option) => option.id === id)?.title ?? id,
    criterion: (id) => criteria.find((criterion) => criterion.id === id)?.name ?? id,
  }
}
