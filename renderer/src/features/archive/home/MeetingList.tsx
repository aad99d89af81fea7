import { Button } from '@blueprintjs/core'
import { useCallback, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveChange, ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureText } from '../../../ui/FailureText.tsx'
import { isNarrowed } from '../search/searchOf.ts'
import { NOTHING } from './ArchiveFilters.tsx'
import { DamagedFiles } from './DamagedFiles.tsx'
import { Timeline } from './Timeline.tsx'
import type { Listed } from './timelineOf.ts'
import type { ArchiveListState } from './useArchiveList.ts'

export interface MeetingListProps {
  readonly route: ArchiveRoute
  readonly state: ArchiveListState
  /** Those of the list that the address narrows it to. */
  readonly archives: readonly Listed[]
  readonly list: RefObject<HTMLDivElement | null>
  readonly onOpen: (key: string) => void
  readonly onLeave: () => void
  readonly onRetry: () => void
  readonly onChange: (change: ArchiveChange) => void
}

/** All closed meetings, or why there are none to show. */
export function MeetingList({ route, state, archives, onRetry, onChange, ...list }: MeetingListProps) {
  const { t } = useTranslation(['archive', 'common'])
  const sentence = useSentence()
  const kept = state.state === 'ready' && state.failure !== null ? state.kept : null
  const isReachable = useCallback((file: string) => kept === null || kept.has(file), [kept])
  const retry = <Button text={t('common:retry')} onClick={onRetry} />
  if (state.state === 'loading') return <p className="archive-note">{t('common:loading')}</p>
  if (state.state === 'failed') {
    return (
      <>
        <FailureText>{sentence(state.failure)}</FailureText>
        {retry}
      </>
    )
  }
  const all = state.list.archives
  return (
    <>
      {state.failure && (
        <p className="archive-note mark-warn">
          <span aria-hidden="true">▲</span> {t('offlineList')} {retry}
        </p>
      )}
      {all.length === 0 && state.list.damaged.length === 0 && <EmptyState text={t('empty')} />}
      {isNarrowed(route) && archives.length === 0 && all.length > 0 && (
        <EmptyState text={t('noneInPeriod')} action={<Button text={t('clearFilters')} onClick={() => onChange(NOTHING)} />} />
      )}
      {archives.length > 0 && (
        <p className="archive-note" role="status">
          {isNarrowed(route) ? t('meetingsOf', { shown: archives.length, count: all.length }) : t('meetings', { count: all.length })}
        </p>
      )}
      <Timeline archives={archives} isReachable={isReachable} {...list} />
      <DamagedFiles damaged={state.list.damaged} />
    </>
  )
}
