import { Button } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fingerprintDigits } from '../../../../shared/lib/fingerprint.ts'
import type { ReadyInvitation } from './InvitationReady.tsx'
import { QrCode } from './QrCode.tsx'

export interface InvitationOnScreenProps {
  readonly invitation: ReadyInvitation
  readonly onClose: () => void
}

/** For the projector: nothing but how to get in, legible from the back of the room. Esc comes back. */
export function InvitationOnScreen({ invitation, onClose }: InvitationOnScreenProps) {
  const { t } = useTranslation(['people', 'common'])
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return undefined
    if (!element.open) element.showModal()
    // Where full screen is not allowed, filling the window will do.
    void element.requestFullscreen?.().catch(() => undefined)
    const followFullscreen = (): void => {
      if (!document.fullscreenElement) onClose()
    }
    element.addEventListener('keydown', keepEscape)
    document.addEventListener('fullscreenchange', followFullscreen)
    return () => {
      element.removeEventListener('keydown', keepEscape)
      document.removeEventListener('fullscreenchange', followFullscreen)
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
    }
  }, [onClose])
  const { link, invite, addresses, fingerprint, certificateHash, role, department } = invitation
  const { origin } = new URL(link)
  const others = addresses.filter((address) => address !== origin)
  return (
    <dialog ref={dialog} className="invitation-on-screen" aria-label={t('ready.title')} onClose={onClose}>
      <Button className="invitation-on-screen-close" variant="minimal" size="large" icon={<Cross size={20} />} aria-label={t('common:close')} onClick={onClose} />
      <div className="invitation-on-screen-words">
        <p>
          <span>{t('ready.open')}</span>
          <strong className="invitation-on-screen-address">{origin}</strong>
        </p>
        <p>
          <span>{t('ready.code')}</span>
          <strong className="invitation-on-screen-code">{invite}</strong>
        </p>
        {fingerprint !== null && (
          <p>
            <span>{t('ready.checkCode')}</span>
            <strong className="invitation-on-screen-digits" data-testid="check-code">
              {fingerprintDigits(fingerprint)}
            </strong>
          </p>
        )}
        {certificateHash !== null && (
          <p className="invitation-on-screen-small">
            <span>{t('ready.certificate')}</span>
            <code>{certificateHash.slice(0, SHOWN_OF_HASH)}…</code>
            <span>{t('ready.warnsOnce')}</span>
          </p>
        )}
        {others.length > 0 && <p className="invitation-on-screen-small">{t('ready.moreAddresses', { addresses: others.join('  ') })}</p>}
      </div>
      <figure>
        <QrCode text={link} label={t('ready.qr')} />
        <figcaption>
          {t('ready.orScan')} · {t('ready.offer', { role: t(`common:role.${role}`), department: department || t('common:noDepartment') })}
        </figcaption>
      </figure>
    </dialog>
  )
}

/** Twelve bytes in hexadecimal with colons: nobody makes another key whose certificate begins with these. */
const SHOWN_OF_HASH = 35

/** The dialog below must not close together with this one. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation()
}
