import { Button, ButtonGroup } from '@blueprintjs/core'
import { Presentation } from '@blueprintjs/icons'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { project } from '../../../../../shared/model/floor.ts'
import { PROJECTOR_VIEWS } from '../../../../../shared/schema/floor.ts'
import { useCollection, useRecord } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useHost } from '../../../hooks/useHost.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useNotice, type Failure } from '../../../hooks/useNotice.ts'
import { useJoined, useMayAsk } from '../../../hooks/useSession.ts'
import { useIsDark, useSettings } from '../../../hooks/useSettings.ts'
import { closeProjectors, openProjector } from '../../../sync/hubClient.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { projectorLink, type ProjectorAddress } from '../../../../../shared/lib/projectorLink.ts'
import type { Result } from '../../../../../shared/lib/result.ts'
import { useRoomKey } from './useRoomKey.ts'

/** The way to the big screen; unfolded, what it shows. */
export function ProjectorControl({ meetingId }: { readonly meetingId: string }) {
  const { t } = useTranslation('room')
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const maySteer = useMayWrite('projector')
  const mayOpen = useMayAsk('project')
  const { meeting } = useMeeting()
  const run = useCommand()
  const projector = useRecord(meeting.projector, meetingId)
  const turn = (field: 'isFrozen' | 'isBlank') => (): void => void run(project, { [field]: !projector?.[field] })
  useRoomKey('b', t('projector.blankKey'), maySteer ? turn('isBlank') : null)
  useRoomKey('f', t('projector.freezeKey'), maySteer ? turn('isFrozen') : null)
  if (!maySteer || !mayOpen) return null
  return (
    <>
      <Button size="small" icon={<Presentation title={null} />} text={t('projector.title')} aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)} />
      {isOpen && (
        <div id={id} className="projector-row" role="group" aria-label={t('projector.title')}>
          <PinnedItem itemId={projector?.itemId ?? null} />
          <ButtonGroup variant="outlined" role="group" aria-label={t('projector.shows')}>
            {PROJECTOR_VIEWS.map((view) => (
              <Button key={view} size="small" text={t(`projector.view.${view}`)} active={view === (projector?.view ?? 'item')} aria-pressed={view === (projector?.view ?? 'item')} onClick={() => run(project, { view })} />
            ))}
          </ButtonGroup>
          <Button size="small" variant="outlined" text={t(projector?.isFrozen ? 'projector.unfreeze' : 'projector.freeze')} active={projector?.isFrozen ?? false} aria-pressed={projector?.isFrozen ?? false} onClick={turn('isFrozen')} />
          <Button size="small" variant="outlined" text={t(projector?.isBlank ? 'projector.unblank' : 'projector.blank')} active={projector?.isBlank ?? false} aria-pressed={projector?.isBlank ?? false} onClick={turn('isBlank')} />
          <Screens meetingId={meetingId} />
        </div>
      )}
    </>
  )
}

/** The item on the screen: the one the room is at, unless the chair wants another seen. */
function PinnedItem({ itemId }: { readonly itemId: string | null }) {
  const { t } = useTranslation('room')
  const run = useCommand()
  const agenda = useCollection(useMeeting().meeting.agenda)
  const options = [{ value: '', label: t('projector.follows') }, ...agenda.map(({ id, title }, index) => ({ value: id, label: t('projector.pinned', { number: index + 1, title }) }))]
  const value = agenda.some(({ id }) => id === itemId) ? (itemId ?? '') : ''
  return <PlainSelect className="projector-item" aria-label={t('projector.item')} value={value} options={options} onChange={(event) => run(project, { itemId: event.currentTarget.value || null })} />
}

/** Each screen that is opened has a code of its own; taking them back ends all of them. */
function Screens({ meetingId }: { readonly meetingId: string }) {
  const { t } = useTranslation('room')
  const host = useHost()
  const notice = useNotice()
  const { session } = useJoined()
  const { language } = useSettings().settings
  const theme = useIsDark() ? 'dark' : 'light'
  const withAddress = async (hand: (address: ProjectorAddress) => Promise<Result<void, Failure>>, done?: string): Promise<void> => {
    const opened = await openProjector(session, meetingId)
    const used = opened.ok ? await hand({ hubUrl: session.hubUrl, code: opened.value.code, language, theme }) : opened
    if (!used.ok) notice.error(used.error)
    else if (done !== undefined) notice.success(done)
  }
  const takeBack = async (): Promise<void> => {
    const closed = await closeProjectors(session, meetingId)
    if (closed.ok) notice.success(t('projector.takenBack'))
    else notice.error(closed.error)
  }
  return (
    <span className="projector-screens">
      <Button size="small" intent="primary" text={t('projector.open')} onClick={() => void withAddress((address) => host.openProjector(address))} />
      <Button size="small" variant="outlined" text={t('projector.copy')} onClick={() => void withAddress((address) => host.copyText(projectorLink(address.hubUrl, address)), t('projector.copied'))} />
      <Button size="small" variant="outlined" text={t('projector.takeBack')} onClick={() => void takeBack()} />
    </span>
  )
}
