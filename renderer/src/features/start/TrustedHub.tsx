import { Button } from '@blueprintjs/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fingerprintDigits } from '../../../../shared/lib/fingerprint.ts'
import type { HubVerdict } from '../../../../shared/ipc.ts'
import { assertNever } from '../../../../shared/lib/assert.ts'
import { useHost } from '../../hooks/useHost.ts'
import type { Failure } from '../../hooks/useNotice.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { FailureText } from '../../ui/FailureText.tsx'
import type { Invitation } from './readInvitation.ts'
import { StepHeading } from './StepHeading.tsx'

export interface TrustedHubProps {
  readonly invitation: Invitation
  readonly onOther: (() => void) | undefined
  /** What may talk to the hub; its invitation has the key that was compared. */
  readonly children: (invitation: Invitation) => ReactNode
}

type Check = HubVerdict | { readonly state: 'failed'; readonly failure: Failure } | { readonly state: 'differs' } | null

/** Nothing is sent to a hub, the invitation least of all, before it is known to be the right one. */
export function TrustedHub({ invitation, onOther, children }: TrustedHubProps) {
  const { t } = useTranslation(['start', 'common'])
  const { trust } = useHost()
  const [check, setCheck] = useState<Check>(trust ? null : { state: 'trusted' })
  const [asked, setAsked] = useState<{ readonly fingerprint: string | null }>({ fingerprint: invitation.fingerprint ?? null })
  const { hubUrl } = invitation
  useEffect(() => {
    if (!trust) return undefined
    const state = { isGone: false }
    void trust.verify(hubUrl, asked.fingerprint).then((verdict) => {
      if (!state.isGone) setCheck(verdict.ok ? verdict.value : { state: 'failed', failure: verdict.error })
    })
    return () => {
      state.isGone = true
    }
  }, [trust, hubUrl, asked])
  const ask = (fingerprint: string | null): void => {
    setCheck(null)
    setAsked({ fingerprint })
  }
  if (check === null) return <output className="start-text">{t('trust.checking')}</output>
  switch (check.state) {
    case 'trusted':
      return children({ ...invitation, ...(asked.fingerprint !== null && { fingerprint: asked.fingerprint }) })
    case 'unknown':
      return <CompareForm hubUrl={hubUrl} fingerprint={check.fingerprint} onSame={() => ask(check.fingerprint)} onDifferent={() => setCheck({ state: 'differs' })} />
    default:
      return <Refused failure={failureOf(check)} onRetry={() => ask(invitation.fingerprint ?? null)} onOther={onOther} />
  }
}

function failureOf(check: Exclude<NonNullable<Check>, { readonly state: 'trusted' | 'unknown' }>): Failure {
  switch (check.state) {
    case 'changed':
      return { kind: 'certificate-changed' }
    case 'unencrypted':
      return { kind: 'hub-unencrypted' }
    case 'unreachable':
      return { kind: 'hub-unreachable' }
    case 'restart-needed':
      return { kind: 'restart-needed' }
    case 'differs':
      return { kind: 'hub-not-matched' }
    case 'failed':
      return check.failure
    default:
      return assertNever(check)
  }
}

interface CompareFormProps {
  readonly hubUrl: string
  readonly fingerprint: string
  readonly onSame: () => void
  readonly onDifferent: () => void
}

function CompareForm({ hubUrl, fingerprint, onSame, onDifferent }: CompareFormProps) {
  const { t } = useTranslation('start')
  return (
    <section className="start-section">
      <StepHeading text={t('trust.title')} />
      <p className="start-text">{t('trust.text', { address: new URL(hubUrl).host })}</p>
      <div>
        <span className="field-label">{t('trust.code')}</span>
        <p className="start-check-code" data-testid="check-code">
          {fingerprintDigits(fingerprint)
            .split(' ')
            .map((group, index) => (
              // The groups of one code never move.
              // oxlint-disable-next-line react/no-array-index-key -- see above
              <span key={index}>{group} </span>
            ))}
        </p>
      </div>
      <div className="form-actions">
        <Button size="large" intent="primary" text={t('trust.matches')} onClick={onSame} />
        <Button size="large" text={t('trust.differs')} onClick={onDifferent} />
      </div>
    </section>
  )
}

interface RefusedProps {
  readonly failure: Failure
  readonly onRetry: () => void
  readonly onOther: (() => void) | undefined
}

function Refused({ failure, onRetry, onOther }: RefusedProps) {
  const { t } = useTranslation(['start', 'common'])
  const sentence = useSentence()
  return (
    <section className="start-section">
      <StepHeading text={t('join.enterTitle')} />
      <FailureText>{sentence(failure)}</FailureText>
      <div className="form-actions">
        {/* Trying again helps where nobody answered; a host that is not the right one stays so. */}
        <Button size="large" intent={failure.kind === 'hub-unreachable' ? 'primary' : 'none'} text={t('common:retry')} onClick={onRetry} />
        {onOther && <Button size="large" intent={failure.kind === 'hub-unreachable' ? 'none' : 'primary'} text={t('join.other')} onClick={onOther} />}
      </div>
    </section>
  )
}
