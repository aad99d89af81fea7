import { Button } from '@blueprintjs/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addAgendaItem } from '../../../../../shared/model/agenda.ts'
import { useCollection, useRecord } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { MeetingContext, useMeeting } from '../../../hooks/useMeeting.ts'
import { useMeetingRoom } from '../../../hooks/useMeetingRoom.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useUndoSteps } from '../../../hooks/useUndoSteps.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import { CopyCitation } from './CopyCitation.tsx'

export interface CiteIntoProps {
  readonly meetingId: string
  readonly meetingTitle: string
  readonly title: string
  readonly text: string
  readonly onClose: () => void
}

/** Adds the item to a meeting through the meeting's own commands, and takes it back again. */
export function CiteInto(props: CiteIntoProps) {
  const open = useMeetingRoom(props.meetingId)
  if (!open) return null
  return (
    <MeetingContext value={open}>
      <Citing {...props} />
    </MeetingContext>
  )
}

function Citing({ meetingId, meetingTitle, title, text, onClose }: CiteIntoProps) {
  const { t } = useTranslation(['archive', 'common'])
  const { meeting, connection, undo } = useMeeting()
  const steps = useUndoSteps(undo)
  const run = useCommand()
  const reason = useWriteReason('agenda')()
  const isThere = useCollection(meeting.info).length > 0
  const state = useRoomState(connection)
  const [added, setAdded] = useState<string | null>(null)
  // Taken back here or by somebody else: it can be added again.
  const item = useRecord(meeting.agenda, added)
  const add = (): void => {
    const done = run(addAgendaItem, { title, ask: text })
    if (done.ok) setAdded(done.value)
  }
  if (item) {
    const number = meeting.agenda.list().indexOf(item) + 1
    return (
      <>
        <Done key="added" text={t('cited', { number, meeting: meetingTitle })} />
        <div className="form-actions form-actions-end">
          <Button text={t('common:undo')} onClick={steps.undo} />
          <a className="bp6-button" href={routeHref({ screen: 'meeting', id: meetingId, tab: 'agenda', itemId: item.id })}>
            {t('openItem')}
          </a>
          <Button intent="primary" text={t('common:close')} onClick={onClose} />
        </div>
      </>
    )
  }
  const why = !isThere ? t(state.state === 'opening' || state.state === 'live' ? 'citeOpening' : 'citeNotHere') : (reason ?? (title.trim() ? undefined : t('citeTitleMissing')))
  return (
    <>
      {added !== null && <Done key="undone" text={t('citeUndone')} />}
      <div className="form-actions form-actions-end">
        <CopyCitation text={text} />
        <Button text={t('common:cancel')} onClick={onClose} />
        <GuardedButton intent="primary" text={t('addItem')} reason={why} onClick={add} />
      </div>
    </>
  )
}

/** Takes the focus: the button that did it is gone. */
function Done({ text }: { readonly text: string }) {
  const told = useRef<HTMLParagraphElement>(null)
  useEffect(() => told.current?.focus(), [])
  return (
    <p ref={told} className="cite-done" role="status" tabIndex={-1}>
      {text}
    </p>
  )
}
