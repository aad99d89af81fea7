import { Button, SegmentedControl } from '@blueprintjs/core'
import { useEffect, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveChange, ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { SearchResults } from '../search/SearchResults.tsx'
import { isNarrowed, type SearchFields } from '../search/searchOf.ts'
import { useSearch, type Found, type Search } from '../search/useSearch.ts'
import type { ArchiveVisit } from '../ArchiveVisit.ts'
import type { Picks } from '../usePicks.ts'
import { NOTHING } from './ArchiveFilters.tsx'

export interface SearchViewProps {
  readonly route: ArchiveRoute
  readonly search: SearchFields
  /** Changes whenever the archive does. */
  readonly version: string
  readonly visit: ArchiveVisit
  readonly picks: Picks
  readonly list: RefObject<HTMLDivElement | null>
  readonly filters: (found: Found | null) => ReactNode
  readonly onChange: (change: ArchiveChange) => void
  readonly onOpen: (key: string) => void
  readonly onLeave: () => void
}

/** What was found, with how much of what there is. */
export function SearchView({ route, search: fields, version, visit, picks, list, filters, onChange, onOpen, onLeave }: SearchViewProps) {
  const search = useSearch(fields, visit.found(), version)
  const { directoryConnection } = useJoined()
  const { state } = useRoomState(directoryConnection)
  useAgainWhenBack(search, state === 'live')
  const { found } = search
  useEffect(() => visit.keepFound(found), [visit, found])
  return (
    <div className="archive-columns">
      {filters(found)}
      <div className="archive-main">
        <SearchState search={search} isOffline={state === 'offline'} route={route} onChange={onChange} />
        {found?.total === 0 ? <NothingFound route={route} onChange={onChange} /> : <SearchResults route={route} search={search} picks={picks} list={list} onOpen={onOpen} onLeave={onLeave} />}
      </div>
    </div>
  )
}

type StateProps = Pick<SearchViewProps, 'route' | 'onChange'> & { readonly search: Search; readonly isOffline: boolean }

function SearchState({ search: { found, isLoading, failure, again }, isOffline, route, onChange }: StateProps) {
  const { t } = useTranslation(['archive', 'common'])
  const sentence = useSentence()
  const order = route.order === 'relevance' ? 'relevance' : 'newest'
  return (
    <>
      {!failure && found && isOffline && (
        <p className="archive-note mark-warn">
          <span aria-hidden="true">▲</span> {t('offlineNow', { q: found.search['q'] ?? '' })}
        </p>
      )}
      {failure && (
        <div className="archive-failure">
          <FailureText>{failure.kind === 'hub-unreachable' ? t(found ? 'offlineResults' : 'offlineSearch', { q: found?.search['q'] ?? '' }) : sentence(failure)}</FailureText>
          <Button text={t('common:retry')} onClick={again} />
        </div>
      )}
      {found?.isComplete === false && (
        <p className="archive-note mark-warn">
          <span aria-hidden="true">▲</span> {t('incomplete')}
        </p>
      )}
      <div className="results-bar">
        <p className="archive-note" role="status">
          {found ? t('foundCount', { count: found.total }) : isLoading && t('searching')}
          {found && isLoading && <span className="results-loading"> {t('searching')}</span>}
        </p>
        {route.q && <a href={routeHref({ screen: 'archive', file: null, matter: route.q })}>{t('decisionsSoFar')}</a>}
        <SegmentedControl
          inline
          size="small"
          aria-label={t('order')}
          options={[
            { value: 'newest', label: t('newest') },
            { value: 'relevance', label: t('relevance') },
          ]}
          value={order}
          onValueChange={(chosen) => onChange({ order: chosen === 'relevance' ? chosen : '' })}
        />
      </div>
    </>
  )
}

/** What could not be asked is asked when the host is back. */
function useAgainWhenBack({ failure, again }: Search, isLive: boolean): void {
  const isCutOff = failure?.kind === 'hub-unreachable'
  useEffect(() => {
    if (isLive && isCutOff) again()
    // Only the moment of coming back counts: a host that is there and does not answer is not asked on and on.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [isLive])
}

/** What was searched for, and each way to find more. */
function NothingFound({ route, onChange }: Pick<SearchViewProps, 'route' | 'onChange'>) {
  const { t } = useTranslation('archive')
  const q = route.q?.trim() ?? ''
  const words = [...new Set(q.match(/\S+/gu))]
  return (
    <div className="empty-state nothing-found">
      <p>{t(q === '' ? 'nothingNarrowed' : isNarrowed(route) ? 'nothingFoundNarrowed' : 'nothingFound', { q })}</p>
      {isNarrowed(route) && <Button text={t('clearFilters')} onClick={() => onChange(NOTHING)} />}
      {words.length > 1 && (
        <p>
          {t('allWords')}{' '}
          {words.slice(0, 8).map((word) => (
            <Button key={word} size="small" text={t('onlyWord', { word })} onClick={() => onChange({ q: word })} />
          ))}
        </p>
      )}
      {words.length === 1 && q.length > 4 && <p>{t('shorter')}</p>}
    </div>
  )
}
