import { Button } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
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
  return (
    <dialog ref={dialog} className="invitation-on-screen" aria-label={t('ready.title')} onClose={onClose}>
      <Button className="invitation-on-screen-close" variant="minimal" size="large" icon={<Cross size={20} />} aria-label={t('common:close')} onClick={onClose} />
      <p>{t('ready.howTo', { address: new URL(invitation.link).origin })}</p>
      <strong>{invitation.invite}</strong>
      <QrCode text={invitation.link} label={t('ready.qr')} />
      <p>{t('ready.offer', { role: t(`common:role.${invitation.role}`), department: invitation.department || t('common:noDepartment') })}</p>
    </dialog>
  )
}

/** The dialog below must not close together with this one. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation()
}
