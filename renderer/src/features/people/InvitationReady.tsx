import { Button } from '@blueprintjs/core'
import { Duplicate, Fullscreen } from '@blueprintjs/icons'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../../shared/lib/roles.ts'
import { useHost } from '../../hooks/useHost.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { HostIdentity } from '../../ui/NetworkSwitch.tsx'
import { InvitationOnScreen } from './InvitationOnScreen.tsx'
import { QrCode } from './QrCode.tsx'

export interface ReadyInvitation {
  readonly invite: string
  readonly link: string
  /** Every origin by which others may reach the hub. */
  readonly addresses: readonly string[]
  readonly fingerprint: string | null
  readonly certificateHash: string | null
  readonly role: Role
  /** Name of the department, or the empty string. */
  readonly department: string
}

export interface InvitationReadyProps {
  readonly invitation: ReadyInvitation
  readonly onAnother: () => void
}

/** The code to read out, the QR code to scan and the link to send. */
export function InvitationReady({ invitation, onAnother }: InvitationReadyProps) {
  const { t } = useTranslation(['people', 'common'])
  const host = useHost()
  const notice = useNotice()
  const [isOnScreen, setIsOnScreen] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  // The form that had the focus is gone.
  useEffect(() => first.current?.focus(), [])
  const hide = useCallback(() => setIsOnScreen(false), [])
  const { origin, hostname } = new URL(invitation.link)
  const copy = async (text: string): Promise<void> => {
    const copied = await host.copyText(text)
    if (copied.ok) notice.success(t('common:copied'))
    else notice.error(copied.error)
  }
  return (
    <div className="invitation">
      <p className="invitation-offer">{t('ready.offer', { role: t(`common:role.${invitation.role}`), department: invitation.department || t('common:noDepartment') })}</p>
      <div className="invitation-body">
        <QrCode text={invitation.link} label={t('ready.qr')} />
        <div className="invitation-words">
          <span className="field-label">{t('ready.code')}</span>
          <strong className="invitation-code" data-testid="invitation-code">
            {invitation.invite}
          </strong>
          <p className="invitation-hint">{t('ready.howTo', { address: origin })}</p>
          {LOOPBACK.has(hostname) && <p className="invitation-hint">{t('ready.local')}</p>}
          <p className="invitation-hint">{t('ready.once')}</p>
        </div>
      </div>
      {invitation.fingerprint !== null && (
        <dl className="fact-list">
          <HostIdentity fingerprint={invitation.fingerprint} certificateHash={invitation.certificateHash} />
        </dl>
      )}
      <div>
        <span className="field-label">{t('ready.link')}</span>
        <p className="invitation-link" data-testid="invitation-link">
          {invitation.link}
        </p>
      </div>
      <div className="form-actions">
        <Button ref={first} intent="primary" icon={<Duplicate />} text={t('ready.copyLink')} onClick={() => void copy(invitation.link)} />
        <Button text={t('ready.copyCode')} onClick={() => void copy(invitation.invite)} />
        <Button icon={<Fullscreen />} text={t('ready.fullScreen')} onClick={() => setIsOnScreen(true)} />
        <Button variant="minimal" text={t('ready.another')} onClick={onAnother} />
      </div>
      {isOnScreen && <InvitationOnScreen invitation={invitation} onClose={hide} />}
    </div>
  )
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])
