import { Button } from '@blueprintjs/core'
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { routeHref } from '../../../hooks/useRoute.ts'
import { dateTimeText, monthText } from '../../../ui/dateText.ts'
import { isApart } from '../isApart.ts'
import { moveFocus } from '../moveFocus.ts'
import { timelineOf, type Listed, type TimelineYear } from './timelineOf.ts'

/** Meetings drawn at first, and each time the end comes into sight: ten thousand at once would hold the window up. */
const STEP = 100

export interface TimelineProps {
  /** Newest first. */
  readonly archives: readonly Listed[]
  readonly isReachable: (file: string) => boolean
  readonly list: RefObject<HTMLDivElement | null>
  readonly onOpen: (key: string) => void
  readonly onLeave: () => void
}

/** Meetings by year and month. */
export function Timeline({ archives, isReachable, list, onOpen, onLeave }: TimelineProps) {
  const { t } = useTranslation('archive')
  const [shown, setShown] = useState({ of: archives, count: STEP })
  // Another list begins at its beginning.
  if (shown.of !== archives) setShown({ of: archives, count: STEP })
  const years = useMemo(() => timelineOf(archives), [archives])
  const more = (): void => setShown(({ of, count }) => ({ of, count: count + STEP }))
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isFirst = event.currentTarget.querySelector('[data-step]') === document.activeElement
    if (event.key === 'Escape' || (event.key === 'ArrowUp' && isFirst)) {
      event.preventDefault()
      onLeave()
    } else moveFocus(event)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links inside are what is interactive; keys step between them
    <div ref={list} className="timeline" onKeyDown={onKeyDown}>
      {firstOf(years, shown.count).map(({ year, months }) => (
        <section key={year} aria-label={t('year', { year })}>
          <h2 className="archive-year">{t('year', { year })}</h2>
          {months.map(({ month, entries }) => (
            <Month key={month} month={month} entries={entries} isReachable={isReachable} onOpen={onOpen} />
          ))}
        </section>
      ))}
      {shown.count < archives.length && <More key={shown.count} shown={shown.count} count={archives.length} onMore={more} />}
    </div>
  )
}

/** The first months that hold so many meetings or a few more. Months stay the same objects, so that those that are drawn already are left alone. */
function firstOf(years: readonly TimelineYear[], count: number): readonly TimelineYear[] {
  let left = count
  return years.flatMap((year) => {
    const months = year.months.filter(({ entries }) => {
      const isShown = left > 0
      left -= entries.length
      return isShown
    })
    return months.length > 0 ? [{ ...year, months }] : []
  })
}

interface MonthProps extends Pick<TimelineProps, 'isReachable' | 'onOpen'> {
  readonly month: string
  readonly entries: readonly Listed[]
}

const Month = memo(function Month({ month, entries, isReachable, onOpen }: MonthProps) {
  const { i18n } = useTranslation('archive')
  return (
    <div className="timeline-month">
      <h3>{monthText(month, i18n.language)}</h3>
      <ul className="archive-entries">
        {entries.map((entry) => (
          <Entry key={entry.file} entry={entry} isReachable={isReachable(entry.file)} onOpen={onOpen} />
        ))}
      </ul>
    </div>
  )
})

function Entry({ entry, isReachable, onOpen }: Pick<TimelineProps, 'onOpen'> & { readonly entry: Listed; readonly isReachable: boolean }) {
  const { t, i18n } = useTranslation('archive')
  return (
    <li className="archive-entry">
      <time className="archive-entry-time" dateTime={entry.startsAt}>
        {dateTimeText(entry.startsAt, i18n.language)}
      </time>
      {isReachable ? (
        <a className="archive-entry-title" data-step data-hit={entry.file} href={routeHref({ screen: 'archive', file: entry.file })} title={entry.title} onClick={() => onOpen(entry.file)}>
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
      {entry.origin === 'foreign' && (
        <span className="archive-entry-origin" title={entry.source?.name}>
          <strong>
            <span aria-hidden="true">◆</span> {t('foreign.name')}
          </strong>{' '}
          {t(entry.source?.ledger ? 'foreign.withProof' : 'foreign.withoutProof')} {entry.source && t('foreign.file', { name: entry.source.name })}
        </span>
      )}
    </li>
  )
}

/** The end of what is drawn: draws more when it comes near, and when it is pressed. Keyed by how much is drawn, so that one that still is in sight goes on. */
function More({ shown, count, onMore }: { readonly shown: number; readonly count: number; readonly onMore: () => void }) {
  const { t } = useTranslation('archive')
  const end = useRef<HTMLDivElement>(null)
  const draw = useRef(onMore)
  useEffect(() => {
    draw.current = onMore
  })
  useEffect(() => {
    if (!end.current) return undefined
    const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && draw.current(), { rootMargin: '600px' })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={end} className="hit-more">
      <Button data-step text={t('more')} onClick={onMore} /> <span className="archive-muted">{t('shownOf', { shown, count })}</span>
    </div>
  )
}
