import { Button } from '@blueprintjs/core'
import { Redo, Undo } from '@blueprintjs/icons'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { mayWriteSomewhere } from '../../../../../shared/sync/access.ts'
import { useIsClosed, useMeeting } from '../../../hooks/useMeeting.ts'
import { MEETING_TABS, routeHref, type MeetingTab } from '../../../hooks/useRoute.ts'
import { useMayAsk, useSelf } from '../../../hooks/useSession.ts'
import { useUndoKeys } from '../../../hooks/useUndoKeys.ts'
import { useUndoSteps } from '../../../hooks/useUndoSteps.ts'
import type { RoomState } from '../../../sync/RoomConnection.ts'
import { ClosingDialog } from '../closing/ClosingDialog.tsx'
import { CalendarButton } from './CalendarButton.tsx'
import { MeetingDetails } from './MeetingDetails.tsx'

export interface MeetingBarProps {
  readonly info: MeetingInfo
  readonly tab: MeetingTab
  readonly state: RoomState
}

/** What the whole meeting offers: its tabs, taking back one's own changes, closing. */
export function MeetingBar({ info, tab, state }: MeetingBarProps) {
  const { t } = useTranslation('meeting')
  return (
    <div className="meeting-bar">
      <nav className="meeting-tabs" aria-label={t('tabs.label')}>
        {MEETING_TABS.map((name) => (
          <a key={name} href={routeHref({ screen: 'meeting', id: info.id, tab: name, itemId: null })} aria-current={name === tab ? 'page' : undefined}>
            {t(`tabs.${name}`)}
          </a>
        ))}
      </nav>
      <span id="meeting-bar-slot" className="meeting-bar-slot" />
      <UndoButtons />
      <CalendarButton info={info} />
      <MeetingDetails info={info} />
      <CloseButton info={info} state={state} />
    </div>
  )
}

function UndoButtons() {
  const { t } = useTranslation('common')
  const { undo } = useMeeting()
  const isClosed = useIsClosed()
  useUndoKeys(undo, isClosed)
  const steps = useUndoSteps(undo)
  const [canUndo, canRedo] = useSyncExternalStore(undo.subscribe, undo.read).split(' ')
  const mayChange = mayWriteSomewhere('meeting', useSelf().writer)
  if (isClosed || !mayChange) return null
  return (
    <>
      <Button variant="minimal" icon={<Undo />} aria-label={t('undo')} title={`${t('undo')} (Ctrl+Z)`} disabled={canUndo !== 'true'} onClick={steps.undo} />
      <Button variant="minimal" icon={<Redo />} aria-label={t('redo')} title={`${t('redo')} (Ctrl+Shift+Z)`} disabled={canRedo !== 'true'} onClick={steps.redo} />
    </>
  )
}

function CloseButton({ info, state }: Pick<MeetingBarProps, 'info' | 'state'>) {
  const { t } = useTranslation('closing')
  const [isOpen, setIsOpen] = useState(false)
  const isClosed = useIsClosed()
  const mayClose = useMayAsk('close-meeting')
  if (!mayClose) return null
  // The dialog outlives the closing: it says that it worked and where the archive is.
  return (
    <>
      {!isClosed && <Button variant="outlined" text={t('open')} onClick={() => setIsOpen(true)} />}
      {isOpen && <ClosingDialog info={info} isLive={state.state === 'live'} onClose={() => setIsOpen(false)} />}
    </>
  )
}
