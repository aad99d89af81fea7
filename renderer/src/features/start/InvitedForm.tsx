import { Button } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationCheck } from '../../../../shared/api.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import { useHost } from '../../hooks/useHost.ts'
import type { Failure } from '../../hooks/useNotice.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { checkInvitation } from '../../sync/hubClient.ts'
import { FailureText } from '../../ui/FailureText.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { CreateForm } from './CreateForm.tsx'
import { joinWorkspace, setUpWorkspace, type Entered } from './enter.ts'
import type { Invitation } from './readInvitation.ts'
import { StepHeading } from './StepHeading.tsx'

export interface InvitedFormProps {
  readonly invitation: Invitation
  /** True if the hub runs on this machine. */
  readonly isHosted: boolean
  readonly onEntered: (entered: Entered) => void
  readonly onOther: (() => void) | undefined
}

/** Says what the invitation offers before it is used; the first person of a workspace sets it up. */
export function InvitedForm(props: InvitedFormProps) {
  const [attempt, setAttempt] = useState(0)
  return <CheckedForm key={attempt} {...props} onRetry={() => setAttempt(attempt + 1)} />
}

function CheckedForm({ invitation, isHosted, onEntered, onOther, onRetry }: InvitedFormProps & { readonly onRetry: () => void }) {
  const { t } = useTranslation(['start', 'common'])
  const sentence = useSentence()
  const { kind } = useHost()
  const checked = useInvitationCheck(invitation)
  if (!checked) return <output className="start-text">{t('checking')}</output>
  if (!checked.ok) {
    const failure: Failure = isHosted && checked.error.kind === 'invitation-used' ? { kind: 'hosted-invitation-used' } : checked.error
    return (
      <section className="start-section">
        <StepHeading text={t('join.enterTitle')} />
        <FailureText>{sentence(failure)}</FailureText>
        <div className="form-actions">
          {failure.kind.startsWith('invitation-') || <Button size="large" intent="primary" text={t('common:retry')} onClick={onRetry} />}
          {onOther && <Button size="large" text={t('join.other')} onClick={onOther} />}
        </div>
      </section>
    )
  }
  const offer = checked.value
  if (offer.isFirst)
    return <CreateForm initialName={UNNAMED.has(offer.workspace.name) ? '' : offer.workspace.name} onSubmit={(fresh) => setUpWorkspace(invitation, fresh, { client: kind, isHosted })} onEntered={onEntered} />
  return <JoinForm offer={offer} invitation={invitation} isHosted={isHosted} onEntered={onEntered} onOther={onOther} />
}

function JoinForm({ offer, invitation, isHosted, onEntered, onOther }: InvitedFormProps & { readonly offer: InvitationCheck }) {
  const { t } = useTranslation(['start', 'common', 'errors'])
  const sentence = useSentence()
  const { kind } = useHost()
  const [name, setName] = useState(offer.person?.name ?? '')
  const [isNameMissing, setIsNameMissing] = useState(false)
  const { isRunning, failure, run } = useRequest()
  const submit = async (): Promise<void> => {
    if (isRunning) return
    setIsNameMissing(!name.trim())
    if (!name.trim()) return
    const entered = await run(() => joinWorkspace(invitation, name.trim(), { client: kind, isHosted }))
    if (entered.ok) onEntered(entered.value)
  }
  const role = t(`common:role.${offer.role}`)
  const title = t('join.title', { workspace: offer.workspace.name || t('common:appName') })
  return (
    <section className="start-section">
      {offer.person === null ? <h2>{title}</h2> : <StepHeading text={title} />}
      {offer.person && <p className="start-text">{t('join.again', { name: offer.person.name })}</p>}
      <p className="start-text">{offer.department === null ? t('join.as', { role }) : t('join.asOf', { role, department: offer.department })}</p>
      <PlainForm onSubmit={() => void submit()}>
        {offer.person === null && (
          <TextField
            large
            isFirst
            autoComplete="name"
            label={t('name')}
            placeholder={t('namePlaceholder')}
            maxLength={200}
            value={name}
            onChange={setName}
            error={isNameMissing && !name.trim() ? t('errors:name-missing') : undefined}
          />
        )}
        {failure && <FailureText>{sentence(failure)}</FailureText>}
        <div className="form-actions">
          <Button type="submit" size="large" intent="primary" loading={isRunning} text={t(offer.person ? 'join.submitAgain' : 'join.submit')} />
          {onOther && <Button size="large" variant="minimal" text={t('join.other')} onClick={onOther} />}
        </div>
      </PlainForm>
    </section>
  )
}

/** What a hub calls a workspace that nobody has named. */
const UNNAMED: ReadonlySet<string> = new Set(['会商', 'Huishang'])

function useInvitationCheck({ hubUrl, code }: Invitation): Result<InvitationCheck, Failure> | null {
  const [checked, setChecked] = useState<Result<InvitationCheck, Failure> | null>(null)
  useEffect(() => {
    const state = { isGone: false }
    void checkInvitation(hubUrl, code).then((result) => {
      if (!state.isGone) setChecked(result)
    })
    return () => {
      state.isGone = true
    }
  }, [hubUrl, code])
  return checked
}
