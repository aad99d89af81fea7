import { useCallback, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationLine } from '../../../../../shared/api.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useHubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useNow } from '../../../hooks/useNow.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { listInvitations, revokeInvitation } from '../../../sync/hubClient.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { AskedList } from './AskedList.tsx'
import { InvitationTable } from './InvitationTable.tsx'
import { useInvitationWords } from './useInvitationWords.ts'

/** What invitations are out: those that let somebody in first, the others folded away below. */
export function InvitationList() {
  const { t } = useTranslation('people')
  const { session, directory } = useJoined()
  const now = useNow()
  // Somebody who joins has used one, and time ends them.
  const version = `${useCollection(directory.people).length} ${now.getTime()}`
  const question = useHubAnswer(useCallback(() => listInvitations(session), [session]), version)
  const [revoking, setRevoking] = useState<InvitationLine | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const onRevoked = async (): Promise<void> => {
    setRevoking(null)
    await question.askAgain()
    heading.current?.focus()
  }
  return (
    <section className="screen-section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {t('invitations.title')}
        </h2>
      </div>
      <AskedList question={question}>
        {({ invitations }) => <Invitations invitations={invitations} now={now} onRevoke={setRevoking} />}
      </AskedList>
      {revoking && <RevokeDialog invitation={revoking} onRevoked={() => void onRevoked()} onClose={() => setRevoking(null)} />}
    </section>
  )
}

interface InvitationsProps {
  readonly invitations: readonly InvitationLine[]
  readonly now: Date
  readonly onRevoke: (invitation: InvitationLine) => void
}

function Invitations({ invitations, now, onRevoke }: InvitationsProps) {
  const { t } = useTranslation('people')
  const open = invitations.filter(({ state }) => state === 'open')
  const over = invitations.filter(({ state }) => state !== 'open')
  return (
    <>
      {open.length === 0 ? <p className="screen-note">{t('invitations.empty')}</p> : <InvitationTable invitations={open} now={now} onRevoke={onRevoke} />}
      {over.length > 0 && (
        <details className="invitations-over">
          <summary>{t('invitations.over', { count: over.length })}</summary>
          <InvitationTable invitations={over} now={now} />
        </details>
      )}
    </>
  )
}

interface RevokeDialogProps {
  readonly invitation: InvitationLine
  readonly onRevoked: () => void
  readonly onClose: () => void
}

function RevokeDialog({ invitation, onRevoked, onClose }: RevokeDialogProps) {
  const { t } = useTranslation('people')
  const { session } = useJoined()
  const sentence = useSentence()
  const notice = useNotice()
  const words = useInvitationWords()
  const { isRunning, failure, run } = useRequest()
  const revoke = async (): Promise<void> => {
    const revoked = await run(() => revokeInvitation(session, invitation.id))
    if (!revoked.ok) return
    notice.success(t('invitations.revoked'))
    onRevoked()
  }
  return (
    <ConfirmDialog title={t('invitations.revokeTitle')} confirmText={t('invitations.revoke')} isRunning={isRunning} failure={failure ? sentence(failure) : ''} onConfirm={() => void revoke()} onClose={onClose}>
      <p>{t('invitations.revokeText', { whom: words.whom(invitation) })}</p>
      {invitation.createdBy === null && invitation.createdAt !== null && <p>{t('invitations.revokeStart')}</p>}
    </ConfirmDialog>
  )
}
