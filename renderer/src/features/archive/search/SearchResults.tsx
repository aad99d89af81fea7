import { Button } from '@blueprintjs/core'
import { useMemo, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../../../shared/archive/search/answer.ts'
import { archiveFile, withFields, type ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { dayText } from '../../../ui/dateText.ts'
import { moveFocus } from '../moveFocus.ts'
import { pickKey, type Picks } from '../usePicks.ts'
import { groupHits, type MeetingHits } from './groupHits.ts'
import { KindMark } from './KindMark.tsx'
import { Marked } from './Marked.tsx'
import type { Search } from './useSearch.ts'

export interface SearchResultsProps {
  readonly route: ArchiveRoute
  readonly search: Search
  readonly picks: Picks
  readonly list: RefObject<HTMLDivElement | null>
  /** Told which hit is opened, so that it has the focus when the person comes back. */
  readonly onOpen: (key: string) => void
  /** Up from the first hit, and Esc. */
  readonly onLeave: () => void
}

/** Hits by meeting; arrows walk through them, Enter opens, Space picks. */
export function SearchResults({ route, search: { found, isLoading, more }, picks, list, onOpen, onLeave }: SearchResultsProps) {
  const { t } = useTranslation('archive')
  const groups = useMemo(() => groupHits(found?.hits ?? []), [found])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isFirst = event.currentTarget.querySelector('[data-step]') === document.activeElement
    if (event.key === 'Escape' || (event.key === 'ArrowUp' && isFirst)) {
      event.preventDefault()
      return onLeave()
    }
    if (event.key === ' ' && (event.target as Element).matches('a[data-hit]')) {
      event.preventDefault()
      return (event.target as Element).closest('li')?.querySelector('input')?.click()
    }
    return void moveFocus(event)
  }
  if (!found) return null
  // What is shown may be of the search before: its links lead to where it was found.
  const place = { ...withFields(route, NO_SEARCH), ...found.search }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links inside are what is interactive; keys step between them
    <div ref={list} className="hit-groups" aria-busy={isLoading} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <HitGroup key={group.path} group={group} count={found.counts.byMeeting[group.path] ?? group.hits.length} route={place} picks={picks} onOpen={onOpen} />
      ))}
      {found.taken < found.total && (
        <div className="hit-more">
          <Button data-step text={t('more')} loading={isLoading} onClick={more} /> <span className="archive-muted">{t('shownHits', { shown: found.hits.length, count: found.total })}</span>
        </div>
      )}
    </div>
  )
}

const NO_SEARCH = { q: '', kind: '', from: '', to: '', department: '', body: '', order: '' }

interface HitGroupProps extends globalThis.Pick<SearchResultsProps, 'route' | 'picks' | 'onOpen'> {
  readonly group: MeetingHits
  /** Of the record, however few are listed yet. */
  readonly count: number
}

function HitGroup({ group, count, route, picks, onOpen }: HitGroupProps) {
  const { t, i18n } = useTranslation('archive')
  const { path, meeting, heldOn, hits } = group
  const place = { ...route, file: archiveFile(path) }
  const correction = hits[0]?.supersededBy
  return (
    <section className="hit-group">
      <h2 className="hit-meeting">
        <a data-step data-hit={path} href={routeHref(withFields(place, { at: '' }))} onClick={() => onOpen(path)}>
          {meeting}
        </a>
        <time dateTime={heldOn}>{dayText(`${heldOn}T00:00:00`, i18n.language)}</time>
        <span className="archive-muted">{t('hitCount', { count })}</span>
        {correction && (
          <a className="hit-corrected" href={routeHref(withFields({ ...route, file: archiveFile(correction) }, { at: '' }))}>
            <span aria-hidden="true">▲</span> {t('corrected')}
          </a>
        )}
      </h2>
      <ul>
        {hits.map((hit) => (
          <HitRow key={pickKey(hit)} hit={hit} href={routeHref(withFields(place, { at: `${hit.kind}/${hit.ref}` }))} picks={picks} onOpen={onOpen}>
            <Marked text={hit.snippet} highlights={hit.highlights} />
          </HitRow>
        ))}
      </ul>
    </section>
  )
}

interface HitRowProps extends globalThis.Pick<SearchResultsProps, 'picks' | 'onOpen'> {
  readonly hit: SearchHit
  readonly href: string
  readonly children: ReactNode
}

function HitRow({ hit, href, picks, onOpen, children }: HitRowProps) {
  const { t } = useTranslation('archive')
  const key = pickKey(hit)
  return (
    <li className="hit">
      <label className="hit-pick" title={t('pickHint')}>
        <input type="checkbox" checked={picks.has(hit)} aria-label={t('pick', { text: hit.snippet.slice(0, 60) })} onChange={() => picks.toggle(hit)} tabIndex={-1} />
      </label>
      <a className="hit-link" data-step data-hit={key} href={href} onClick={() => onOpen(key)}>
        <KindMark kind={hit.kind} />
        <span className="hit-text">{children}</span>
        {hit.department !== null && (
          <span className="hit-department" title={hit.department}>
            {hit.department}
          </span>
        )}
      </a>
    </li>
  )
}
