import { Button } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportedArchive } from '../../../../../shared/api.ts'
import { archiveFile } from '../../../hooks/archiveRoute.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { dayText } from '../../../ui/dateText.ts'
import type { ImportLine, ImportState } from './ImportQueue.ts'

const MEGABYTE = 1024 * 1024

export interface ImportedFileProps {
  readonly line: ImportLine
  readonly onAgain: () => void
  /** Told when somebody follows the link to the record. */
  readonly onOpen: () => void
}

/** One file with what became of it. */
export function ImportedFile({ line: { name, size, now }, onAgain, onOpen }: ImportedFileProps) {
  const { t } = useTranslation(['archive', 'common'])
  return (
    <li className="import-file">
      <span className="import-name" title={name}>
        {name}
      </span>
      <span className="archive-muted">{sizeText(size)}</span>
      <div className="import-state">
        <Outcome now={now} onOpen={onOpen} />
      </div>
      {(now.state === 'failed' || now.state === 'stopped') && <Button size="small" text={t('common:retry')} aria-label={t('import.againFor', { name })} onClick={onAgain} />}
    </li>
  )
}

function Outcome({ now, onOpen }: { readonly now: ImportState; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('archive')
  const sentence = useSentence()
  switch (now.state) {
    case 'waiting':
      return <Mark shape="○">{t('import.waiting')}</Mark>
    case 'sending':
      return (
        <Mark shape="◔">
          {t('import.sending', { percent: percent(now.sent, now.all) })} <progress aria-hidden="true" max={100} value={percent(now.sent, now.all)} />
        </Mark>
      )
    case 'checking':
      return <Mark shape="◑">{t('import.checking')}</Mark>
    case 'taken':
      return <Taken archive={now.archive} onOpen={onOpen} />
    case 'quarantined':
      return (
        <Mark shape="▲" kind="warn">
          {t('import.quarantined', { reason: i18n.exists(`archive:import.reason.${now.reason}`) ? t(`import.reason.${now.reason}` as 'import.reason.damaged') : t('import.reason.other', { reason: now.reason }) })}
        </Mark>
      )
    case 'not-sent':
      return (
        <Mark shape="×" kind="bad">
          {sentence({ kind: now.reason })}
        </Mark>
      )
    case 'failed':
      return (
        <Mark shape="■" kind="bad">
          {sentence(now.failure)}
        </Mark>
      )
    case 'stopped':
      return <Mark shape="□">{t('import.stopped')}</Mark>
  }
}

function Taken({ archive: { archive, title, heldOn, origin, alreadyImported, ledger }, onOpen }: { readonly archive: ImportedArchive; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('archive')
  const place = { title, day: dayText(`${heldOn}T00:00:00`, i18n.language) }
  const what = alreadyImported ? 'there' : origin === 'foreign' ? 'taken' : 'back'
  return (
    <>
      <Mark shape={alreadyImported ? '◇' : '●'} kind={alreadyImported ? 'same' : 'good'}>
        {t(`import.${what}`)}{' '}
        <a href={routeHref({ screen: 'archive', file: archiveFile(archive) })} onClick={onOpen}>
          {t('import.record', place)}
        </a>
      </Mark>
      {!alreadyImported && <p className="import-origin">{ledger ? t(ledger.isOwn ? 'import.provenOwn' : 'foreign.proven', { name: ledger.name, key: ledger.key }) : t('foreign.unproven')}</p>}
    </>
  )
}

function Mark({ shape, kind = 'none', children }: { readonly shape: string; readonly kind?: string; readonly children: ReactNode }) {
  return (
    <span className={`import-mark mark-${kind}`}>
      <span aria-hidden="true">{shape}</span>
      <span>{children}</span>
    </span>
  )
}

/** Of what must leave this machine; what left it is not yet what arrived. */
function percent(sent: number, all: number): number {
  return all === 0 ? 0 : Math.floor((sent / all) * 100)
}

function sizeText(size: number): string {
  return size < MEGABYTE ? `${Math.ceil(size / 1024)} KB` : `${(size / MEGABYTE).toFixed(1)} MB`
}
