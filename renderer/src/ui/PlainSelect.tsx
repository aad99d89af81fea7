import { HTMLSelect, type HTMLSelectProps } from '@blueprintjs/core'

/** The system's own list; its arrow has no English name of its own ("Open dropdown"), the select is name enough. */
export function PlainSelect(props: HTMLSelectProps) {
  return <HTMLSelect {...props} iconProps={UNNAMED} />
}

const UNNAMED = { title: null, 'aria-hidden': true } as const
