import { Edit } from '@blueprintjs/icons'
import { useState, type KeyboardEvent } from 'react'
import { isComposing } from './isComposing.ts'
import './inlineText.css'

export interface InlineTextProps {
  readonly value: string
  /** Name of the field, for those who do not see it. */
  readonly label: string
  /** Called with the trimmed text when it is not empty and not as before. */
  readonly onCommit: (value: string) => void
  readonly maxLength?: number
}

/** A line to read that becomes a field when clicked. Enter or leaving it commits, Esc gives up. */
export function InlineText({ value, label, onCommit, maxLength = 200 }: InlineTextProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (): void => {
    const text = draft?.trim()
    setDraft(null)
    if (text && text !== value) onCommit(text)
  }
  if (draft === null)
    return (
      <button type="button" className="inline-text" aria-label={`${label}: ${value}`} onClick={() => setDraft(value)}>
        <span>{value}</span>
        <Edit size={12} className="inline-text-mark" />
      </button>
    )
  const handleKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Enter') commit()
    if (event.key !== 'Escape') return
    // A dialog around it must not close with the field.
    event.stopPropagation()
    setDraft(null)
  }
  return (
    <input
      className="bp6-input inline-text-input"
      aria-label={label}
      // The person has just asked for the field.
      ref={(input) => input?.focus()}
      maxLength={maxLength}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={handleKey}
      onBlur={commit}
    />
  )
}
