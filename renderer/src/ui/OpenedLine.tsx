import { useEffect, useRef } from 'react'
import { AddLine, type AddLineProps } from './AddLine.tsx'
import { useReturnFocus } from './useReturnFocus.ts'

export interface OpenedLineProps extends Omit<AddLineProps, 'inputRef' | 'disabledReason'> {
  /** Esc, whatever stands in it: a line is quickly typed again. */
  readonly onGiveUp: () => void
}

/** A line that opens where its button was: it takes the focus and gives it back. */
export function OpenedLine(props: OpenedLineProps) {
  const field = useRef<HTMLInputElement>(null)
  useReturnFocus(true)
  useEffect(() => field.current?.focus(), [])
  return <AddLine {...props} inputRef={field} />
}
