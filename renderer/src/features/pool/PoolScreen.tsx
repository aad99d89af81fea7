import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { poolRoom } from '../../../../shared/model/PoolDocument.ts'
import { mayWrite, READ_POLICY, type Writer } from '../../../../shared/sync/access.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useJoined, useSelf } from '../../hooks/useSession.ts'
import { useStores } from '../../hooks/useStores.ts'
import { useUndoKeys } from '../../hooks/useUndoKeys.ts'
import type { RoomState } from '../../sync/RoomConnection.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NewSubmission } from './NewSubmission.tsx'
import { poolLists } from './poolLists.ts'
import { RefusedNote } from './RefusedNote.tsx'
import { SubmissionList } from './SubmissionList.tsx'
import { SubmissionView } from './SubmissionView.tsx'
import { PoolsContext, usePoolRooms, usePools, useSubmissionEvents, useSubmissions, type OpenPool } from './usePool.ts'
import './pool.css'

/** What departments want meetings to decide: their own drafts and what became of them, or all that waits for screening. */
export function PoolScreen({ id }: { readonly id: string | null }) {
  const [attempt, setAttempt] = useState(0)
  return <PoolRooms key={attempt} id={id} onStartOver={() => setAttempt(attempt + 1)} />
}

interface PoolRoomsProps {
  readonly id: string | null
  readonly onStartOver: () => void
}

function PoolRooms(props: PoolRoomsProps) {
  const open = usePoolRooms()
  return (
    open && (
      <PoolsContext value={open}>
        <Pool {...props} />
      </PoolsContext>
    )
  )
}

function Pool({ id, onStartOver }: PoolRoomsProps) {
  const { t } = useTranslation('pool')
  const { pools, undo } = usePools()
  const { writer } = useSelf()
  const lists = poolLists(useSubmissions(), useSubmissionEvents(), writer)
  const open = lists.flatMap(([, rows]) => rows).find(({ submission }) => submission.id === id)
  useUndoKeys(undo, false)
  const viewer = viewerOf(writer, pools)
  const isEmpty = lists.every(([, rows]) => rows.length === 0)
  return (
    <div className="screen pool">
      <header className="screen-head">
        <h1>{t('title')}</h1>
        <p className="pool-rule">{t(`rule.${viewer === 'homeless' ? 'outside' : viewer}`)}</p>
      </header>
      <RefusedPools onStartOver={onStartOver} />
      {viewer !== 'homeless' && <NewSubmission />}
      {isEmpty ? (
        <NothingThere viewer={viewer} />
      ) : (
        <div className="pool-columns" data-open={open !== undefined || undefined}>
          <div className="pool-lists">
            {lists.map(([group, rows]) => (
              <SubmissionList key={group} group={group} rows={rows} openId={id} />
            ))}
          </div>
          {open && <SubmissionView key={open.submission.id} row={open} />}
        </div>
      )}
    </div>
  )
}

/** `outside`: nobody's submissions are shown to this person; `homeless`: because they are of no department. */
type Viewer = 'secretariat' | 'delegate' | 'reader' | 'outside' | 'homeless'

function viewerOf(writer: Writer, pools: readonly OpenPool[]): Viewer {
  if (mayWrite('pool', 'screenings', writer)) return 'secretariat'
  if (pools.length === 0) return READ_POLICY.pool[writer.role] === 'none' ? 'outside' : 'homeless'
  return mayWrite('pool', 'submissions', writer) ? 'delegate' : 'reader'
}

function usePoolStates(): readonly RoomState[] {
  const { pools } = usePools()
  return useStores(useMemo(() => pools.map(({ connection }) => connection), [pools]))
}

/** No copy yet, or nothing in it. */
function NothingThere({ viewer }: { readonly viewer: Viewer }) {
  const { t } = useTranslation(['pool', 'common'])
  const states = usePoolStates()
  if (states.length === 0 || states.some(({ hasCopy }) => hasCopy)) return <EmptyState text={t(`empty.${viewer}`)} />
  if (states.some(({ state }) => state === 'opening')) return <output className="pool-rule">{t('common:loading')}</output>
  return <EmptyState text={t('needsNetwork')} />
}

/** The hub did not take something written here: it stays on screen until the person says that it may go. */
function RefusedPools({ onStartOver }: { readonly onStartOver: () => void }) {
  const { pools } = usePools()
  const states = usePoolStates()
  return pools.map(({ departmentId }, index) => {
    const state = states[index]
    return state?.state === 'refused' && <RefusedPool key={departmentId} departmentId={departmentId} reason={state.reason} onStartOver={onStartOver} />
  })
}

interface RefusedPoolProps {
  readonly departmentId: string
  readonly reason: string
  readonly onStartOver: () => void
}

function RefusedPool({ departmentId, reason, onStartOver }: RefusedPoolProps) {
  const { t } = useTranslation('pool')
  const { pool } = useJoined()
  const { pools } = usePools()
  const { nameOf } = useDepartments()
  const [isAsking, setIsAsking] = useState(false)
  const startOver = async (): Promise<void> => {
    await pool.discard(poolRoom(departmentId))
    onStartOver()
  }
  return (
    <>
      <RefusedNote department={pools.length > 1 ? nameOf(departmentId) : ''} reason={reason} onStartOver={() => setIsAsking(true)} />
      {isAsking && (
        <ConfirmDialog title={t('refused.title')} confirmText={t('refused.startOver')} isRunning={false} failure="" onConfirm={() => void startOver()} onClose={() => setIsAsking(false)}>
          <p>{t('refused.text')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
