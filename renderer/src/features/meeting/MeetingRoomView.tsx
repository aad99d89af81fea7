import type { ReactNode } from 'react'
import type { MeetingInfo } from '../../../../shared/schema/meeting.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import type { MeetingTab } from '../../hooks/useRoute.ts'
import { useSelf } from '../../hooks/useSession.ts'
import { useAnnounce } from '../../hooks/usePresence.ts'
import type { RoomState } from '../../sync/RoomConnection.ts'
import { NotSavingNotice } from '../../ui/NotSavingNotice.tsx'
import { AgendaTab } from './AgendaTab.tsx'
import { DutyLine } from './bar/DutyLine.tsx'
import { MeetingBar } from './bar/MeetingBar.tsx'
import { MeetingTopLine } from './bar/MeetingTopLine.tsx'
import { ClosedLine } from './closing/ClosedLine.tsx'
import { useSignIn } from './people/useSignIn.ts'
import { ChairBar } from './room/ChairBar.tsx'
import { RefusedNotice } from './returning/RefusedNotice.tsx'
import { ReturnReport } from './returning/ReturnReport.tsx'

export interface MeetingRoomViewProps {
  readonly info: MeetingInfo
  readonly state: RoomState
  readonly tab: MeetingTab
  readonly itemId: string | null
  readonly board: ReactNode
  readonly actions: ReactNode
  readonly onStartOver: () => Promise<void>
}

/** A meeting whose content is on this machine, whether the network is there or not. */
export function MeetingRoomView({ info, state, tab, itemId, board, actions, onStartOver }: MeetingRoomViewProps) {
  const { connection } = useMeeting()
  const { id, name, departmentId } = useSelf()
  useAnnounce(connection, { person: { id, name, departmentId } })
  useSignIn(info)
  return (
    <div className="meeting">
      <MeetingTopLine info={info} state={state} />
      <MeetingBar info={info} tab={tab} state={state} />
      <ChairBar meetingId={info.id} />
      <div className="meeting-lines">
        <NotSavingNotice state={state} className="meeting-line not-saving" />
        <ClosedLine info={info} />
        {state.state === 'refused' && <RefusedNotice refused={state} onStartOver={onStartOver} />}
        <DutyLine />
        <ReturnReport />
      </div>
      {tab === 'agenda' ? <AgendaTab info={info} itemId={itemId} /> : <OtherTab tab={tab} recordId={itemId}>{tab === 'board' ? board : actions}</OtherTab>}
    </div>
  )
}

interface OtherTabProps {
  readonly tab: MeetingTab
  readonly recordId: string | null
  readonly children: ReactNode
}

function OtherTab({ tab, recordId, children }: OtherTabProps) {
  useAnnounce(useMeeting().connection, { at: { screen: tab, recordId } })
  return <div className="meeting-tab">{children}</div>
}
