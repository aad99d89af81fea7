import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Round } from '../../../../../shared/schema/round.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useRequest } from '../../../hooks/useRequest.ts'
import { useRounds } from '../../../hooks/useRounds.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useMayAsk } from '../../../hooks/useSession.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { FailureText } from '../../../ui/FailureText.tsx'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import { timeText } from '../../../ui/dateText.ts'
import { useDirectoryOrder } from '../useDirectoryOrder.ts'
import { useHubReason } from './useHubReason.ts'

/** [M13] Who has voted and who has not; nobody sees what, until all of it is revealed at once. */
export function OpenRound({ round }: { readonly round: Round }) {
  const { t } = useTranslation('scoring')
  const { nameOf } = useDepartments()
  const inOrder = useDirectoryOrder()
  const { entitledDepartmentIds: entitled, votedDepartmentIds: voted } = round
  return (
    <section className="item-section" data-testid="open-round" aria-label={t('open.title', { number: round.number })}>
      <h2>{t('open.title', { number: round.number })}</h2>
      <p className="scoring-note">{t('open.since', { time: timeText(round.openedAt) })}</p>
      <p aria-live="polite">{t('open.voted', { voted: voted.length, entitled: entitled.length })}</p>
      <ul className="voters">
        {inOrder(entitled).map((id) => (
          <li key={id} data-voted={voted.includes(id) || undefined}>
            {nameOf(id) || t('formerDepartment')}
            <span>{t(voted.includes(id) ? 'open.hasVoted' : 'open.hasNot')}</span>
          </li>
        ))}
      </ul>
      <EndRound round={round} />
    </section>
  )
}

function EndRound({ round }: { readonly round: Round }) {
  const { t } = useTranslation(['scoring', 'errors'])
  const rounds = useRounds()
  const request = useRequest()
  const sentence = useSentence()
  const { nameOf } = useDepartments()
  const mayRun = useMayAsk('run-rounds')
  const hubReason = useHubReason()
  const inOrder = useDirectoryOrder()
  const [asked, setAsked] = useState<'reveal' | 'abandon' | null>(null)
  if (!mayRun) return null
  const missing = inOrder(round.entitledDepartmentIds).filter((id) => !round.votedDepartmentIds.includes(id))
  const end = async (how: 'reveal' | 'abandon'): Promise<void> => {
    const result = await request.run(() => rounds[how](round.id))
    if (result.ok) setAsked(null)
  }
  const failure = request.failure ? sentence(request.failure) : ''
  return (
    <>
      <div className="scoring-buttons">
        <GuardedButton
          intent="primary"
          text={t('reveal.button')}
          loading={request.isRunning}
          reason={hubReason ?? (round.votedDepartmentIds.length === 0 ? t('errors:ballots-missing') : undefined)}
          onClick={() => (missing.length > 0 ? setAsked('reveal') : void end('reveal'))}
        />
        <GuardedButton variant="minimal" text={t('abandon.button')} reason={hubReason} onClick={() => setAsked('abandon')} />
      </div>
      {failure && asked === null && <FailureText>{failure}</FailureText>}
      {asked && (
        <ConfirmDialog title={t(`${asked}.title`)} confirmText={t(`${asked}.confirm`)} isRunning={request.isRunning} failure={failure} onConfirm={() => void end(asked)} onClose={() => setAsked(null)}>
          <p>{asked === 'reveal' ? t('reveal.missing', { names: missing.map((id) => nameOf(id)).join(t('and')) }) : t('abandon.text')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
