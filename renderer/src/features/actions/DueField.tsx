import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { dayText } from '../../ui/dateText.ts'
import { isComposing } from '../../ui/isComposing.ts'

export interface DueFieldProps {
  readonly dueOn: string | null
  readonly label: string
  readonly onCommit: (dueOn: string | null) => boolean
}

/** The original due date, with its weekday in words. Committed on Enter and on leaving: a year is typed digit by digit. */
export function DueField({ dueOn, label, onCommit }: DueFieldProps) {
  const { i18n } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (): void => {
    if (draft === null || (draft || null) === dueOn || onCommit(draft || null)) setDraft(null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
    }
  }
  return (
    <div className="actions-due-field">
      <input
        className="bp6-input"
        type="date"
        aria-label={label}
        max="9999-12-31"
        value={draft ?? dueOn ?? ''}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={commit}
      />
      {dueOn !== null && <span className="panel-note">{dayText(`${dueOn}T00:00:00`, i18n.language)}</span>}
    </div>
  )
}
