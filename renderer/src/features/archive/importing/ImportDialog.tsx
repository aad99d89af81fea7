import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { PlainDialog } from '../../../ui/PlainDialog.tsx'
import { ImportedFile } from './ImportedFile.tsx'
import { ImportZone, type ImportZoneProps } from './ImportZone.tsx'
import type { Imports } from './useImports.ts'

export interface ImportDialogProps extends Omit<ImportZoneProps, 'isFirst'> {
  readonly imports: Imports
  /** What is under way goes on. */
  readonly onClose: () => void
}

/** Chooses archives from elsewhere, and says of each what became of it. */
export function ImportDialog({ imports: { queue, lines, done }, onClose, ...zone }: ImportDialogProps) {
  const { t } = useTranslation(['archive', 'common'])
  const isRunning = done < lines.length
  return (
    <PlainDialog title={t('import.title')} onClose={onClose} canClickAway={!isRunning}>
      <div className="import-dialog">
        <p className="archive-note">{t('import.what')}</p>
        <ImportZone {...zone} isFirst={lines.length === 0} />
        {lines.length > 0 && (
          <>
            <p className="archive-note" role="status">
              {t('import.progress', { done, count: lines.length })}
            </p>
            <ul className="import-files">
              {lines.map((line) => (
                <ImportedFile key={line.number} line={line} onAgain={() => queue.again(line.number)} onOpen={onClose} />
              ))}
            </ul>
          </>
        )}
        <div className="form-actions form-actions-end">
          {isRunning && <Button text={t('import.stop')} onClick={() => queue.stop()} />}
          {done > 0 && <Button text={t('import.clear')} onClick={() => queue.clear()} />}
          <Button text={t(isRunning ? 'import.goOn' : 'common:close')} onClick={onClose} />
        </div>
      </div>
    </PlainDialog>
  )
}
