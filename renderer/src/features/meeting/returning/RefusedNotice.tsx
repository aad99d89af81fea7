import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeSnapshot } from '../../../../../shared/model/snapshot.ts'
import type { CloseReason } from '../../../../../shared/sync/protocol.ts'
import { useHost } from '../../../hooks/useHost.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { readHubCopy } from '../../../sync/readHubCopy.ts'
import type { RefusedState } from '../../../sync/RoomConnection.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useOwnChangesText } from './useOwnChangesText.ts'
import { useRefusedRecord } from './useRefusedRecord.ts'

export interface RefusedNoticeProps {
  readonly refused: RefusedState
  readonly onStartOver: () => Promise<void>
}

/** The hub did not take what was edited here. The text stays until the person has copied it or says that it may go. */
export function RefusedNotice({ refused, onStartOver }: RefusedNoticeProps) {
  const { t } = useTranslation(['meeting', 'common'])
  const { id, meeting } = useMeeting()
  const { reason, about } = refused
  const what = useRefusedRecord(about)
  const { session, directory } = useJoined()
  const host = useHost()
  const notice = useNotice()
  const textOf = useOwnChangesText()
  const { isRunning, run } = useRequest()
  const [isCopied, setIsCopied] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const copy = async (): Promise<void> => {
    const hubCopy = await readHubCopy(session, id)
    const copied = await run(() => host.copyText(textOf(takeSnapshot(meeting, directory.departments.list()), hubCopy)))
    if (!copied.ok) return notice.error(copied.error)
    setIsCopied(true)
    notice.success(t('common:copied'))
  }
  return (
    <section className="meeting-line refused-notice" role="alert" data-testid="refused" data-reason={reason}>
      <p>
        <span aria-hidden="true">■ </span>
        {reason === 'write-refused' && what !== '' ? t('refused.writeOf', { what }) : t(`refused.${sentenceOf(reason)}`)}
      </p>
      <Button size="small" variant="outlined" loading={isRunning} text={t('refused.copy')} onClick={() => void copy()} />
      <Button size="small" variant="minimal" text={t('refused.startOver')} onClick={() => (isCopied ? void onStartOver() : setIsAsking(true))} />
      {isAsking && <DropDialog onDrop={onStartOver} onClose={() => setIsAsking(false)} />}
    </section>
  )
}

interface DropDialogProps {
  readonly onDrop: () => Promise<void>
  readonly onClose: () => void
}

/** Asked only of who has not copied: nothing brings this text back. */
function DropDialog({ onDrop, onClose }: DropDialogProps) {
  const { t } = useTranslation('meeting')
  return (
    <ConfirmDialog title={t('refused.dropTitle')} confirmText={t('refused.dropConfirm')} isRunning={false} failure="" onConfirm={() => void onDrop()} onClose={onClose}>
      <p>{t('refused.dropText')}</p>
    </ConfirmDialog>
  )
}

function sentenceOf(reason: CloseReason) {
  switch (reason) {
    case 'write-refused':
      return 'write'
    case 'meeting-closed':
      return 'closed'
    case 'session-unknown':
      return 'session'
    case 'client-too-old':
      return 'tooOld'
    case 'client-id-foreign':
      return 'foreign'
    case 'message-too-large':
      return 'tooLarge'
    case 'base-unknown':
      return 'baseLost'
    default:
      return 'other'
  }
}
