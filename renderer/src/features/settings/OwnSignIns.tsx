import { Button } from '@blueprintjs/core'
import { useCallback, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionLine } from '../../../../shared/api.ts'
import { useHubAnswer } from '../../hooks/useHubAnswer.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useNow } from '../../hooks/useNow.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { go } from '../../hooks/useRoute.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined, useSelf } from '../../hooks/useSession.ts'
import { endOtherSession, endSessionsOf, listSessions } from '../../sync/hubClient.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureText } from '../../ui/FailureText.tsx'
import { SignInCells } from '../../ui/SignInCells.tsx'

/** Where the person at this window is signed in, this window first to see; what is not wanted is ended here. */
export function OwnSignIns() {
  const { t } = useTranslation('signIns')
  const { session } = useJoined()
  const self = useSelf()
  const sentence = useSentence()
  const now = useNow()
  const { answer, askAgain } = useHubAnswer(useCallback(() => listSessions(session), [session]), now.getTime())
  const [ending, setEnding] = useState<Ending | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const own = answer.state === 'there' ? answer.value.sessions.filter(({ personId }) => personId === self.id) : []
  const others = own.filter(({ isCurrent }) => !isCurrent)
  const onEnded = async (): Promise<void> => {
    setEnding(null)
    await askAgain()
    heading.current?.focus()
  }
  return (
    <section className="screen-section" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t('own')}
      </h2>
      <p className="screen-note">{t('ownRule')}</p>
      {answer.state !== 'asking' && answer.failure && <FailureText>{sentence(answer.failure)}</FailureText>}
      {own.length > 0 && <OwnTable sessions={own} now={now} labelledBy={id} onEnd={(one) => setEnding({ kind: 'one', session: one })} />}
      <div className="settings-sign-in-actions">
        <Button text={t('anotherOwn')} onClick={() => go({ screen: 'people', returning: self.id })} />
        {others.length > 0 && <Button variant="minimal" text={t('endOthers', { count: others.length })} onClick={() => setEnding({ kind: 'others', count: others.length })} />}
      </div>
      {ending && <EndOwnDialog ending={ending} onEnded={() => void onEnded()} onClose={() => setEnding(null)} />}
    </section>
  )
}

type Ending = { readonly kind: 'one'; readonly session: SessionLine } | { readonly kind: 'others'; readonly count: number }

interface OwnTableProps {
  readonly sessions: readonly SessionLine[]
  readonly now: Date
  readonly labelledBy: string
  readonly onEnd: (session: SessionLine) => void
}

function OwnTable({ sessions, now, labelledBy, onEnd }: OwnTableProps) {
  const { t } = useTranslation('signIns')
  return (
    <table className="table sign-in-table" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">{t('from')}</th>
          <th scope="col">{t('since')}</th>
          <th scope="col">{t('lastSeen')}</th>
          <th scope="col" className="access-act">
            <span className="visually-hidden">{t('end')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id} data-testid="sign-in">
            <SignInCells {...session} now={now} />
            <td className="access-act">
              {!session.isCurrent && <Button size="small" variant="outlined" text={t('end')} aria-label={t('endOwnOf', { client: t(`client.${session.client}`) })} onClick={() => onEnd(session)} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface EndOwnDialogProps {
  readonly ending: Ending
  readonly onEnded: () => void
  readonly onClose: () => void
}

function EndOwnDialog({ ending, onEnded, onClose }: EndOwnDialogProps) {
  const { t } = useTranslation('signIns')
  const { session } = useJoined()
  const sentence = useSentence()
  const notice = useNotice()
  const { isRunning, failure, run } = useRequest()
  const end = async (): Promise<void> => {
    const ended = await run<unknown, { readonly kind: string }>(() => (ending.kind === 'one' ? endOtherSession(session, ending.session.id) : endSessionsOf(session, session.person.id)))
    if (!ended.ok && ended.error.kind !== 'session-gone') return
    notice.success(t('endedOwn'))
    onEnded()
  }
  return (
    <ConfirmDialog title={t(ending.kind === 'one' ? 'endOwnTitle' : 'endOthersTitle')} confirmText={t('endConfirm')} isRunning={isRunning} failure={failure ? sentence(failure) : ''} onConfirm={() => void end()} onClose={onClose}>
      <p>{ending.kind === 'one' ? t('endOwnText', { client: t(`client.${ending.session.client}`) }) : t('endOthersText', { count: ending.count })}</p>
      <p>{t('endSafe')}</p>
      <p>{t('wayBackOwn')}</p>
    </ConfirmDialog>
  )
}
