import { useCallback } from 'react'
import type { Department } from '../../../shared/schema/directory.ts'
import { useCollection } from './useCollection.ts'
import { useJoined } from './useSession.ts'

export interface Departments {
  readonly list: readonly Department[]
  /** Name of a department; the empty string for none or one that is gone. */
  readonly nameOf: (id: string | null) => string
}

export function useDepartments(): Departments {
  const list = useCollection(useJoined().directory.departments)
  const nameOf = useCallback((id: string | null) => list.find((department) => department.id === id)?.name ?? '', [list])
  return { list, nameOf }
}
