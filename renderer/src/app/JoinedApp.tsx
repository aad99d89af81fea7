import { useEffect, useMemo, useRef, useState } from 'react'
import { DIRECTORY_ROOM, openDirectoryDocument } from '../../../shared/model/DirectoryDocument.ts'
import { ArchiveScreen } from '../features/archive/ArchiveScreen.tsx'
import { MeetingScreen } from '../features/meeting/MeetingScreen.tsx'
import { PeopleScreen } from '../features/people/PeopleScreen.tsx'
import { PoolScreen } from '../features/pool/PoolScreen.tsx'
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx'
import { TodayScreen } from '../features/today/TodayScreen.tsx'
import { ActionsTab } from '../features/actions/ActionsTab.tsx'
import { BoardTab } from '../features/board/BoardTab.tsx'
import { useNotice } from '../hooks/useNotice.ts'
import { useRoute, type Route } from '../hooks/useRoute.ts'
import { JoinedContext, type Joined } from '../hooks/useSession.ts'
import { RoomPool } from '../sync/RoomPool.ts'
import type { Session } from '../sync/session.ts'
import { ForgetRooms } from './ForgetRooms.tsx'
import { Frame } from './Frame.tsx'
import { LedgerWitness } from './LedgerWitness.tsx'
import { PaletteProvider } from './PaletteProvider.tsx'
import { useMoving } from './useMoving.ts'

export interface JoinedAppProps {
  readonly session: Session
  readonly onLeave: () => void
  /** The workspace is hosted elsewhere now; the session is the same. */
  readonly onMoved: (session: Session) => void
  /** The hub no longer knows the session. */
  readonly onLost: () => void
}

/** Everything a joined person sees. Holds the directory open as long as the window. */
export function JoinedApp({ session, onLeave, onLost, onMoved }: JoinedAppProps) {
  const [rooms, setRooms] = useState<Pick<Joined, 'pool' | 'directoryConnection' | 'directory'> | null>(null)
  const first = useRef(session)
  // Not at a move: what is open stays open, and goes on with the other hub.
  useEffect(() => {
    const pool = new RoomPool(first.current)
    const directoryConnection = pool.acquire(DIRECTORY_ROOM)
    setRooms({ pool, directoryConnection, directory: openDirectoryDocument(directoryConnection.doc) })
    return () => pool.close()
  }, [])
  const pool = rooms?.pool
  useEffect(() => {
    first.current = session
    pool?.moveTo(session)
  }, [pool, session])
  useMoving(session, rooms, onMoved)
  const notice = useNotice()
  const connection = rooms?.directoryConnection
  useEffect(
    () =>
      connection?.subscribe(() => {
        const state = connection.read()
        if (state.state !== 'refused') return
        if (state.reason === 'session-unknown') onLost()
        else notice.error({ kind: state.reason })
      }),
    [connection, onLost, notice],
  )
  const joined = useMemo(() => rooms && { session, ...rooms, leave: onLeave }, [rooms, session, onLeave])
  const route = useRoute()
  if (!joined) return null
  return (
    <JoinedContext value={joined}>
      <PaletteProvider>
        <LedgerWitness>
          <ForgetRooms />
          <Frame route={route}>
            <Screen route={route} />
          </Frame>
        </LedgerWitness>
      </PaletteProvider>
    </JoinedContext>
  )
}

/** The tabs of a meeting are features of their own and meet only here. */
function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'meeting':
      return <MeetingScreen key={route.id} id={route.id} tab={route.tab} itemId={route.itemId} board={<BoardTab />} actions={<ActionsTab />} />
    case 'archive':
      return <ArchiveScreen route={route} />
    case 'people':
      return <PeopleScreen />
    case 'pool':
      return <PoolScreen id={route.id} />
    case 'settings':
      return <SettingsScreen />
    default:
      return <TodayScreen />
  }
}
