import { Button, InputGroup } from '@blueprintjs/core'
import { Search } from '@blueprintjs/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveList as Archives } from '../../../../shared/api.ts'
import { routeHref } from '../../hooks/useRoute.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureText } from '../../ui/FailureText.tsx'
import { isApart } from './isApart.ts'
import { LedgerNotice } from './LedgerNotice.tsx'
import { useArchiveList, type ArchiveListState } from './useArchiveList.ts'

type Listed = Archives['archives'][number]

export function ArchiveList({ onPick }: { readonly onPick: () => void }) {
  const { t } = useTranslation(['archive', 'common'])
  const { list, retry } = useArchiveList()
  const [text, setText] = useState('')
  return (
    <div className="archive">
      <header className="archive-bar">
        <h1 className="archive-heading">{t('heading')}</h1>
        <InputGroup className="archive-search" leftIcon={<Search title={null} />} aria-label={t('filter')} placeholder={t('filter')} value={text} onValueChange={setText} />
        <Button text={t('openFile')} onClick={onPick} />
      </header>
      <LedgerNotice />
      <ListBody list={list} text={text} onRetry={retry} />
    </div>
  )
}

function ListBody({ list, text, onRetry }: { readonly list: ArchiveListState; readonly text: string; readonly onRetry: () => void }) {
  const { t } = useTranslation(['archive', 'common'])
  const sentence = useSentence()
  const retry = <Button text={t('common:retry')} onClick={onRetry} />
  if (list.state === 'loading') return <p className="archive-note">{t('common:loading')}</p>
  if (list.state === 'failed') {
    return (
      <>
        <FailureText>{sentence(list.failure)}</FailureText>
        {retry}
      </>
    )
  }
  const wanted = text.trim().toLocaleLowerCase()
  const { archives, damaged } = list.list
  const shown = archives.filter(({ title }) => title.toLocaleLowerCase().includes(wanted))
  return (
    <>
      {list.failure && (
        <p className="archive-note mark-warn">
          <span aria-hidden="true">▲</span> {t('offlineList')} {retry}
        </p>
      )}
      {archives.length === 0 && damaged.length === 0 && <EmptyState text={t('empty')} />}
      {archives.length > 0 && wanted !== '' && <p className="archive-note">{t('shownOf', { shown: shown.length, count: archives.length })}</p>}
      {byYear(shown).map(([year, entries]) => (
        <section key={year} aria-label={t('year', { year })}>
          <h2 className="archive-year">{t('year', { year })}</h2>
          <ul className="archive-entries">
            {entries.map((entry) => (
              <ArchiveEntry key={entry.file} entry={entry} isReachable={list.failure === null || list.kept.has(entry.file)} />
            ))}
          </ul>
        </section>
      ))}
      <DamagedFiles damaged={damaged} />
    </>
  )
}

function ArchiveEntry({ entry, isReachable }: { readonly entry: Listed; readonly isReachable: boolean }) {
  const { t, i18n } = useTranslation('archive')
  return (
    <li className="archive-entry">
      <time className="archive-entry-time" dateTime={entry.startsAt}>
        {dateTimeText(entry.startsAt, i18n.language)}
      </time>
      {isReachable ? (
        <a className="archive-entry-title" href={routeHref({ screen: 'archive', file: entry.file })}>
          {entry.title}
        </a>
      ) : (
        <span className="archive-entry-title" title={t('needsNetwork')}>
          {entry.title} <span className="archive-muted">{t('needsNetwork')}</span>
        </span>
      )}
      <span className="archive-muted">
        {isApart(entry.file) && <strong>{t('apart.mark')}</strong>} {t('closedAt', { at: dateTimeText(entry.closedAt, i18n.language) })}
      </span>
    </li>
  )
}

function DamagedFiles({ damaged }: Pick<Archives, 'damaged'>) {
  const { t, i18n } = useTranslation('archive')
  if (damaged.length === 0) return null
  return (
    <section aria-label={t('damaged')}>
      <h2 className="archive-year mark mark-warn">
        <span aria-hidden="true">▲</span>
        {t('damaged')}
      </h2>
      <ul className="archive-entries">
        {damaged.map(({ file, reason }) => (
          <li key={file} className="archive-damaged">
            <code>{file}</code>
            <span>{i18n.exists(`archive:reason.${reason}`) ? t(`reason.${reason}` as 'reason.damaged') : t('reason.other', { reason })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Newest first, as they come. */
function byYear(archives: readonly Listed[]): readonly (readonly [string, readonly Listed[]])[] {
  const years = new Map<string, Listed[]>()
  for (const entry of archives) {
    const year = String(new Date(entry.startsAt).getFullYear())
    years.set(year, [...(years.get(year) ?? []), entry])
  }
  return [...years]
}
