import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../../hooks/useHost.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import type { Beyond, BeyondField, BeyondLine } from './useBeyond.ts'

/** Above a record: what was written of the meeting on another host and is not in it, to read and to copy. */
export function BeyondRecord({ beyond: { lines, isUnknown } }: { readonly beyond: Beyond }) {
  const { t } = useTranslation(['archive', 'common'])
  const host = useHost()
  const notice = useNotice()
  if (lines.length === 0) return isUnknown ? <p className="archive-note">{t('beyond.unknown')}</p> : null
  const lineText = ({ section, title, kind, by, fields }: BeyondLine): string =>
    [`${t(`beyond.${kind}`, { section, title })}${by && ` · ${by}`}`, ...fields.map((field) => `${field.label}\n  ${t('beyond.recorded')}${field.recorded ?? t('beyond.nothing')}\n  ${t('beyond.written')}${field.written ?? t('beyond.nothing')}`)].join('\n')
  const copy = async (): Promise<void> => {
    const copied = await host.copyText([t('beyond.heading', { count: lines.length }), ...lines.map(lineText)].join('\n\n'))
    if (copied.ok) notice.success(t('common:copied'))
    else notice.error(copied.error)
  }
  return (
    <section className="archive-beyond" aria-label={t('beyond.heading', { count: lines.length })} data-testid="beyond-record">
      <header className="archive-bar">
        <h2 className="mark mark-warn">
          <span aria-hidden="true">▲</span>
          {t('beyond.heading', { count: lines.length })}
        </h2>
        <Button text={t('beyond.copy')} onClick={() => void copy()} />
      </header>
      <p className="archive-note">{t('beyond.why')}</p>
      <ul className="archive-issues">
        {lines.map((line) => (
          <li key={line.key}>
            <div className="archive-issue-line">
              <span className="archive-issue-title">{t(`beyond.${line.kind}`, { section: line.section, title: line.title })}</span>
              <span className="archive-muted">{line.by}</span>
            </div>
            <Fields fields={line.fields} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What people can't read is in the copied text only. */
function Fields({ fields }: { readonly fields: readonly BeyondField[] }) {
  const { t } = useTranslation('archive')
  const shown = fields.filter(({ isReadable }) => isReadable)
  if (shown.length === 0) return null
  return (
    <dl className="archive-beyond-fields">
      {shown.map(({ field, label, recorded, written }) => (
        <div key={field}>
          <dt>{label}</dt>
          <dd>
            {recorded !== null && (
              <p className="archive-text archive-muted">
                {t('beyond.recorded')}
                {recorded}
              </p>
            )}
            <p className="archive-text">
              {t('beyond.written')}
              {written ?? t('beyond.nothing')}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  )
}
