import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { go, replaceRoute } from '../../../hooks/useRoute.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined, useMayAsk } from '../../../hooks/useSession.ts'
import { inviteBack } from '../../../sync/hubClient.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { PlainDialog } from '../../../ui/PlainDialog.tsx'
import { InvitationReady, type ReadyInvitation } from '../InvitationReady.tsx'

/** Makes and shows an invitation that signs one person in on one more device. */
export function ReturnDialog({ personId }: { readonly personId: string }) {
  const { t } = useTranslation(['people', 'common'])
  const { session, directory } = useJoined()
  const sentence = useSentence()
  const { nameOf } = useDepartments()
  const mayInvite = useMayAsk('invite-people')
  const person = useCollection(directory.people).find(({ id }) => id === personId)
  const [ready, setReady] = useState<ReadyInvitation | null>(null)
  const { isRunning, failure, run } = useRequest()
  const close = (): void => (mayInvite ? replaceRoute({ screen: 'people', view: 'sign-ins' }) : go({ screen: 'settings' }))
  const create = async (): Promise<void> => {
    if (isRunning || !person) return
    const created = await run(() => inviteBack(session, personId))
    if (created.ok) setReady({ ...created.value, role: person.role, department: nameOf(person.departmentId) })
  }
  return (
    <PlainDialog title={t('return.title', { name: person?.name ?? t('common:formerPerson') })} onClose={close} canClickAway={!ready}>
      <p className="return-hint">{t('return.hint')}</p>
      {ready ? (
        <InvitationReady invitation={ready} onAnother={() => setReady(null)} />
      ) : (
        <>
          {failure && <FailureText>{sentence(failure)}</FailureText>}
          <div className="form-actions form-actions-end">
            <Button text={t('common:cancel')} onClick={close} />
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus, and this is its next step */}
            <Button autoFocus intent="primary" loading={isRunning} disabled={!person} text={t('form.submit')} onClick={() => void create()} />
          </div>
        </>
      )}
    </PlainDialog>
  )
}
