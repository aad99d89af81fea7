import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { POOL_ROOM } from '../../../../shared/model/PoolDocument.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useRoomState } from '../../hooks/useRoomState.ts'
import { useJoined, useSelf } from '../../hooks/useSession.ts'
import { useUndoKeys } from '../../hooks/useUndoKeys.ts'
import type { RefusedState } from '../../sync/RoomConnection.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NewSubmission } from './NewSubmission.tsx'
import { poolLists } from './poolLists.ts'
import { RefusedNote } from './RefusedNote.tsx'
import { SubmissionList } from './SubmissionList.tsx'
import { SubmissionView } from './SubmissionView.tsx'
import { PoolContext, usePool, usePoolRoom } from './usePool.ts'
import './pool.css'

/** What departments want meetings to decide: their own drafts and what became of them, or all that waits for screening. */
export function PoolScreen({ id }: { readonly id: string | null }) {
  const [attempt, setAttempt] = useState(0)
  return <PoolRoom key={attempt} id={id} onStartOver={() => setAttempt(attempt + 1)} />
}

interface PoolRoomProps {
  readonly id: string | null
  readonly onStartOver: () => void
}

function PoolRoom(props: PoolRoomProps) {
  const open = usePoolRoom()
  return (
    open && (
      <PoolContext value={open}>
        <Pool {...props} />
      </PoolContext>
    )
  )
}

function Pool({ id, onStartOver }: PoolRoomProps) {
  const { t } = useTranslation(['pool', 'common'])
  const { pool, connection, undo } = usePool()
  const state = useRoomState(connection)
  const { writer } = useSelf()
  const submissions = useCollection(pool.submissions)
  const events = [...useCollection(pool.submissionEvents), ...useCollection(pool.screenings)]
  const lists = poolLists(submissions, events, writer)
  const open = lists.flatMap(([, rows]) => rows).find(({ submission }) => submission.id === id)
  useUndoKeys(undo, false)
  const isEmpty = lists.every(([, rows]) => rows.length === 0)
  return (
    <div className="screen pool">
      <header className="screen-head">
        <h1>{t('title')}</h1>
        <p className="pool-rule">{t(`rule.${ruleFor(writer.role)}`)}</p>
      </header>
      {state.state === 'refused' && <Refused refused={state} onStartOver={onStartOver} />}
      <NewSubmission />
      {!state.hasCopy && isEmpty ? (
        state.state === 'opening' ? <output className="pool-rule">{t('common:loading')}</output> : <EmptyState text={t('needsNetwork')} />
      ) : isEmpty ? (
        <EmptyState text={t(`empty.${ruleFor(writer.role)}`)} />
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

function ruleFor(role: string): 'delegate' | 'secretariat' | 'reader' {
  if (role === 'delegate') return 'delegate'
  return role === 'secretary' || role === 'chair' ? 'secretariat' : 'reader'
}

interface RefusedProps {
  readonly refused: RefusedState
  readonly onStartOver: () => void
}

/** The hub did not take something written here: it stays on screen until the person says that it may go. */
function Refused({ refused, onStartOver }: RefusedProps) {
  const { t } = useTranslation(['pool', 'errors'])
  const { pool } = useJoined()
  const [isAsking, setIsAsking] = useState(false)
  const startOver = async (): Promise<void> => {
    await pool.discard(POOL_ROOM)
    onStartOver()
  }
  return (
    <>
      <RefusedNote reason={refused.reason} onStartOver={() => setIsAsking(true)} />
      {isAsking && (
        <ConfirmDialog title={t('refused.title')} confirmText={t('refused.startOver')} isRunning={false} failure="" onConfirm={() => void startOver()} onClose={() => setIsAsking(false)}>
          <p>{t('refused.text')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
