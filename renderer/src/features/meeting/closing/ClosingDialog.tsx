import { Button, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OpenMattersSchema } from '../../../../../shared/api.ts'
import type { MeetingInfo } from '../../../../../shared/schema/meeting.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { closeMeeting } from '../../../sync/hubClient.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { useReturnFocus } from '../../../ui/useReturnFocus.ts'
import { ArchiveLink } from './ArchiveLink.tsx'
import { OpenMatters, type ListedMatter } from './OpenMatters.tsx'
import { useOpenMatters } from './useOpenMatters.ts'
import './closing.css'

export interface ClosingDialogProps {
  readonly info: MeetingInfo
  /** Closing is the one thing that needs the network. */
  readonly isLive: boolean
  readonly onClose: () => void
}

/**
 * [M1] Closing a meeting for good: what is still open, live, with the way there; else a typed confirmation. The hub
 * decides; what it still finds open is shown the same way.
 */
export function ClosingDialog({ info, isLive, onClose }: ClosingDialogProps) {
  const { t } = useTranslation(['closing', 'common'])
  const here = useOpenMatters()
  useReturnFocus()
  const close = useClosing(info.id)
  const open = here.length > 0 ? here : close.found
  if (close.archive !== null)
    return (
      <Shell title={t('done')} onClose={onClose} actions={<Button text={t('back')} onClick={onClose} />}>
        <p className="closing-text">{t('doneText')}</p>
        <ArchiveLink record={close.archive} />
      </Shell>
    )
  if (open.length > 0)
    return (
      <Shell title={t('title')} onClose={onClose} actions={<Button text={t('back')} onClick={onClose} />}>
        <p className="closing-text">{t('openText', { count: open.length })}</p>
        <OpenMatters matters={open} onLeave={onClose} />
      </Shell>
    )
  return <Confirmation info={info} isLive={isLive} closing={close} onClose={onClose} />
}

interface Closing {
  /** Path of the archive once the meeting is closed. */
  readonly archive: string | null
  /** What the hub found open at the last attempt. */
  readonly found: readonly ListedMatter[]
  readonly failure: string | null
  readonly isRunning: boolean
  readonly run: () => void
}

function useClosing(meetingId: string): Closing {
  const { session } = useJoined()
  const sentence = useSentence()
  const request = useRequest()
  const [archive, setArchive] = useState<string | null>(null)
  const [found, setFound] = useState<readonly ListedMatter[]>([])
  const run = async (): Promise<void> => {
    const closed = await request.run(() => closeMeeting(session, meetingId))
    if (closed.ok) return setArchive(closed.value.archive)
    const open = OpenMattersSchema.safeParse(closed.error.detail)
    return setFound(open.success ? open.data.open : [])
  }
  const { failure } = request
  return { archive, found, failure: failure && failure.kind !== 'meeting-open' ? sentence(failure) : null, isRunning: request.isRunning, run: () => void run() }
}

interface ConfirmationProps extends ClosingDialogProps {
  readonly closing: Closing
}

function Confirmation({ info, isLive, closing, onClose }: ConfirmationProps) {
  const { t } = useTranslation(['closing', 'common'])
  const id = useId()
  const [typed, setTyped] = useState('')
  const isConfirmed = [info.title.trim(), t('word')].includes(typed.trim())
  const submit = (): void => {
    if (isConfirmed && isLive && !closing.isRunning) closing.run()
  }
  const actions = (
    <>
      <Button text={t('common:cancel')} onClick={onClose} />
      <Button intent="danger" text={t('confirm')} disabled={!isConfirmed || !isLive} loading={closing.isRunning} onClick={submit} />
    </>
  )
  return (
    <Shell title={t('title')} onClose={onClose} actions={actions}>
      <p className="closing-text">{t('readyText')}</p>
      {!isLive && <FailureText>{t('needsNetwork')}</FailureText>}
      <PlainForm onSubmit={submit}>
        <div>
          <label className="field-label" htmlFor={id}>
            {t('type', { word: t('word') })}
          </label>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to answer this */}
          <InputGroup id={id} autoFocus autoComplete="off" value={typed} placeholder={t('word')} onValueChange={setTyped} />
        </div>
      </PlainForm>
      {closing.failure !== null && <FailureText>{closing.failure}</FailureText>}
    </Shell>
  )
}

interface ShellProps {
  readonly title: string
  readonly onClose: () => void
  readonly actions: React.ReactNode
  readonly children: React.ReactNode
}

function Shell({ title, onClose, actions, children }: ShellProps) {
  return (
    <Dialog isOpen title={title} onClose={onClose} isCloseButtonShown={false} canOutsideClickClose={false} className="closing" data-testid="closing">
      <DialogBody>
        <div className="closing-body">{children}</div>
      </DialogBody>
      <DialogFooter actions={actions} />
    </Dialog>
  )
}
