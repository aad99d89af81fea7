import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../ui/isComposing.ts'

export interface LimitFieldProps {
  readonly limit: number | null
  readonly onCommit: (limit: number | null) => boolean
  readonly onClose: () => void
}

/** How many cards a column may hold; empty is no limit. Enter and leaving commit, Esc gives up. */
export function LimitField({ limit, onCommit, onClose }: LimitFieldProps) {
  const { t } = useTranslation('board')
  const [text, setText] = useState(limit === null ? '' : String(limit))
  const wanted = text.trim() === '' ? null : Number(text)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const isValid = wanted === null || (Number.isInteger(wanted) && wanted >= 1 && wanted <= 999)
  const commit = (): void => {
    if (!isValid || wanted === limit || onCommit(wanted)) onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    }
  }
  return (
    <input
      className="board-limit-field"
      inputMode="numeric"
      aria-label={t('limitLabel')}
      aria-invalid={!isValid}
      placeholder={t('noLimit')}
      value={text}
      ref={field}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={commit}
    />
  )
}
