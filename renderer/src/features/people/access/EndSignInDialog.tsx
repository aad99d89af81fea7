import { useTranslation } from 'react-i18next'
import type { SessionLine } from '../../../../../shared/api.ts'
import type { Person } from '../../../../../shared/schema/directory.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useJoined, useSelf } from '../../../hooks/useSession.ts'
import { endOtherSession, endSessionsOf } from '../../../sync/hubClient.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'

/** What is about to be ended: one session, or all of a person but this window's. */
export type Ending =
  | { readonly kind: 'one'; readonly person: Person; readonly session: SessionLine }
  | { readonly kind: 'all'; readonly person: Person; readonly count: number }

export interface EndSignInDialogProps {
  readonly ending: Ending
  readonly onEnded: () => void
  readonly onClose: () => void
}

export function EndSignInDialog({ ending, onEnded, onClose }: EndSignInDialogProps) {
  const { t } = useTranslation('signIns')
  const { session } = useJoined()
  const self = useSelf()
  const sentence = useSentence()
  const notice = useNotice()
  const { isRunning, failure, run } = useRequest()
  const { name, id } = ending.person
  const end = async (): Promise<void> => {
    const ended = await run<unknown, { readonly kind: string }>(() => (ending.kind === 'one' ? endOtherSession(session, ending.session.id) : endSessionsOf(session, id)))
    // Whoever ended it first, it is over.
    if (!ended.ok && ended.error.kind !== 'session-gone') return
    notice.success(t('ended', { name }))
    onEnded()
  }
  const text = ending.kind === 'one' ? t('endText', { name, client: t(`client.${ending.session.client}`) }) : t('endAllText', { name, count: ending.count })
  return (
    <ConfirmDialog title={t('endTitle', { name })} confirmText={t('endConfirm')} isRunning={isRunning} failure={failure ? sentence(failure) : ''} onConfirm={() => void end()} onClose={onClose}>
      <p>{text}</p>
      <p>{t('endSafe')}</p>
      <p>{t(id === self.id ? 'wayBackOwn' : 'wayBack')}</p>
    </ConfirmDialog>
  )
}
