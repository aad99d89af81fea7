import { Button } from '@blueprintjs/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_FOREIGN_BYTES } from '../../../../../shared/archive/foreign.ts'

const MEGABYTE = 1024 * 1024

export interface ImportZoneProps {
  /** Files are held over the window. */
  readonly isDragged: boolean
  /** Nothing was chosen yet: this is the next thing to do. */
  readonly isFirst: boolean
  readonly onChoose: (groups: readonly (readonly File[])[]) => void
}

/** Where files are dropped, and the button for those who do not drag. It has the focus when it appears. */
export function ImportZone({ isDragged, isFirst, onChoose }: ImportZoneProps) {
  const { t } = useTranslation('archive')
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  const choose = (list: FileList | null): void => {
    const files = [...(list ?? [])]
    if (files.length > 0) onChoose([files])
    // The same file may be chosen again.
    if (input.current) input.current.value = ''
  }
  return (
    <div className="import-zone" data-dragged={isDragged || undefined}>
      <span>{t(isDragged ? 'import.dropNow' : 'import.drop')}</span>
      <Button ref={button} text={t('import.choose')} intent={isFirst ? 'primary' : 'none'} onClick={() => input.current?.click()} />
      <input ref={input} type="file" multiple hidden aria-label={t('import.choose')} onChange={(event) => choose(event.currentTarget.files)} />
      <p className="import-limit">{t('import.limit', { most: MOST_FOREIGN_BYTES / MEGABYTE })}</p>
    </div>
  )
}
