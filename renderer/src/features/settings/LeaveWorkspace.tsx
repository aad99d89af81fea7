import { Button } from '@blueprintjs/core'
import { LogOut } from '@blueprintjs/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJoined, useSelf } from '../../hooks/useSession.ts'
import { endSession } from '../../sync/hubClient.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

/** Confirmed, because nobody gets back in without an invitation; says what stays where. */
export function LeaveWorkspace() {
  const { t } = useTranslation('settings')
  const { session, leave } = useJoined()
  const self = useSelf()
  const [isAsking, setIsAsking] = useState(false)
  const confirm = (): void => {
    // If the hub cannot be reached the session ends here all the same.
    void endSession(session)
    leave()
  }
  return (
    <div>
      <Button icon={<LogOut />} text={t('leave')} onClick={() => setIsAsking(true)} />
      {isAsking && (
        <ConfirmDialog title={t('leaveTitle')} confirmText={t('leaveConfirm')} isRunning={false} failure="" onConfirm={confirm} onClose={() => setIsAsking(false)}>
          <p>{t('leaveText', { name: self.name })}</p>
          <p>{t('leaveSync')}</p>
          {self.role === 'secretary' && !session.isHosted && <p>{t('leaveSecretary')}</p>}
          <p>{t(session.isHosted ? 'leaveHosted' : 'leaveInvitation')}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
