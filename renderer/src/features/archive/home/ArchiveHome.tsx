import { Button } from '@blueprintjs/core'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { withFields, type ArchiveChange, type ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { usePaletteExtras } from '../../../hooks/usePalette.ts'
import { replaceRoute } from '../../../hooks/useRoute.ts'
import { useSingleKey } from '../../../hooks/useSingleKey.ts'
import { focusFirst } from '../moveFocus.ts'
import { isSearching, searchOf } from '../search/searchOf.ts'
import type { Found } from '../search/useSearch.ts'
import type { ArchiveVisit } from '../ArchiveVisit.ts'
import { ImportButton } from '../importing/ImportButton.tsx'
import type { Imports } from '../importing/useImports.ts'
import { PickBar } from '../PickBar.tsx'
import type { Picks } from '../usePicks.ts'
import { ArchiveFilters, type Period } from './ArchiveFilters.tsx'
import { bodiesOf, narrowedList, timelineOf } from './timelineOf.ts'
import { LedgerNotice } from './LedgerNotice.tsx'
import { MeetingList } from './MeetingList.tsx'
import { SearchField } from './SearchField.tsx'
import { SearchView } from './SearchView.tsx'
import { useArchiveList } from './useArchiveList.ts'

export interface ArchiveHomeProps {
  readonly route: ArchiveRoute
  readonly visit: ArchiveVisit
  readonly picks: Picks
  readonly imports: Imports
  readonly onPickFile: () => void
}

/** Search over all records; without one, all meetings by year and month. */
export function ArchiveHome({ route, visit, picks, imports, onPickFile }: ArchiveHomeProps) {
  const { t } = useTranslation('archive')
  const { list, retry, version } = useArchiveList(imports.taken)
  const field = useRef<HTMLInputElement>(null)
  const shown = useRef<HTMLDivElement>(null)
  const { body, from, to } = route
  const archives = list.state === 'ready' ? list.list.archives : NONE
  const bodies = useMemo(() => bodiesOf(archives).slice(0, MOST_BODIES), [archives])
  const narrowed = useMemo(() => narrowedList(archives, { ...(body && { body }), ...(from && { from }), ...(to && { to }) }), [archives, body, from, to])
  const change = (fields: ArchiveChange): void => replaceRoute(withFields(route, fields))
  const open = useCallback((opened: string) => visit.open(opened), [visit])
  const toField = useCallback(() => field.current?.focus(), [])
  const search = useCallback(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  useSingleKey('/', search)
  usePaletteExtras(useMemo(() => [{ id: 'archive-search', group: t('heading'), label: t('search'), keys: '/', run: search }], [t, search]))
  useFocusWhereLeft(visit, toField)
  const filters = (found: Found | null) => (
    <ArchiveFilters
      route={route}
      onChange={change}
      kindCounts={found?.kindCounts ?? null}
      periods={found ? yearsOf(found) : periodsOf(narrowedList(archives, body ? { body } : {}), from)}
      bodies={bodies}
    />
  )
  const parts = { route, list: shown, onOpen: open, onLeave: toField }
  return (
    <div className="archive archive-home">
      <header className="archive-bar">
        <h1 className="archive-heading">{t('heading')}</h1>
        <SearchField input={field} value={route.q ?? ''} onSearch={(q) => change({ q })} onDown={() => focusFirst(shown.current)} />
        <Button text={t('openFile')} onClick={onPickFile} />
        <ImportButton imports={imports} />
      </header>
      <LedgerNotice />
      {isSearching(route) ? (
        <SearchView {...parts} version={version} search={searchOf(route)} visit={visit} picks={picks} onChange={change} filters={filters} />
      ) : (
        <div className="archive-columns">
          {filters(null)}
          <div className="archive-main">
            <MeetingList {...parts} state={list} archives={narrowed} onRetry={retry} onChange={change} />
          </div>
        </div>
      )}
      <PickBar picks={picks} route={route} />
    </div>
  )
}

const NONE: readonly never[] = []
const MOST_BODIES = 100

/** The years; of the one that is looked at, its months too. */
function periodsOf(archives: Parameters<typeof timelineOf>[0], from: string | undefined): readonly Period[] {
  return timelineOf(archives).flatMap(({ year, count, months }) => [
    { period: year, count },
    ...(from?.startsWith(year) ? months.map(({ month, entries }) => ({ period: month, count: entries.length })) : []),
  ])
}

function yearsOf({ counts }: Found): readonly Period[] {
  return Object.entries(counts.byYear)
    .map(([period, count]) => ({ period, count }))
    .toSorted((a, b) => (a.period < b.period ? 1 : -1))
}

/** Back from a record the link that led there has the focus again; who comes anew may type at once. */
function useFocusWhereLeft(visit: ArchiveVisit, toField: () => void): void {
  useEffect(() => {
    const opened = visit.takeOpened()
    if (opened === null) return
    const left = document.querySelector<HTMLElement>(`[data-hit="${CSS.escape(opened)}"]`)
    if (left) left.focus()
    else toField()
  }, [visit, toField])
}
