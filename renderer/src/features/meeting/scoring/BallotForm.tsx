import { TextArea } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import type { Frame, Round } from '../../../../../shared/schema/round.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { ChoiceField } from '../../../ui/ChoiceField.tsx'
import { timeText } from '../../../ui/dateText.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import { readDraft, type DraftReading } from './ballotDraft.ts'
import { FromLastRound } from './FromLastRound.tsx'
import { ScoreFields } from './ScoreFields.tsx'
import { useBallot, type OwnBallot } from './useBallot.ts'
import { useHubReason } from './useHubReason.ts'
import { WeightFields } from './weights/WeightFields.tsx'

export interface BallotFormProps {
  readonly round: Round
  readonly frame: Frame
  /** A department other than one's own that one stands in for. */
  readonly proxyFor?: string
}

/** [C4] A department's ballot, one's own unless said: filled in here, safe once the hub says so, and open to change until the reveal. */
export function BallotForm({ round, frame, proxyFor }: BallotFormProps) {
  const { t } = useTranslation('scoring')
  const { name: person, departmentId } = useSelf()
  const { nameOf } = useDepartments()
  const ballot = useBallot(round, proxyFor)
  const { draft, change, cast } = ballot
  const reading = readDraft(frame, draft)
  const kinds = (['scored', 'abstain', 'recused'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))
  const title = proxyFor === undefined ? t('ballot.title') : t('ballot.titleFor', { person, department: nameOf(proxyFor) })
  return (
    <section className="item-section" data-testid="ballot" aria-label={title}>
      <h2>{title}</h2>
      {proxyFor !== undefined && !cast && round.votedDepartmentIds.includes(proxyFor) && <p className="scoring-note">{t('ballot.othersCast')}</p>}
      {!cast && !ballot.isChanged && <FromLastRound itemId={round.itemId} departmentId={proxyFor ?? departmentId} onTake={change} />}
      <ChoiceField label={t('ballot.kind')} value={draft.kind} options={kinds} onChange={(kind) => change({ kind })} />
      {draft.kind === 'scored' && (
        <>
          <WeightFields frame={frame} draft={draft} wrong={reading.wrong} onChange={change} />
          <ScoreFields frame={frame} draft={draft} reading={reading} onChange={change} />
        </>
      )}
      <label className="ballot-remark">
        {t('ballot.remark')}
        <TextArea fill asyncControl value={draft.remark} onChange={(event) => change({ remark: event.currentTarget.value })} />
      </label>
      <CastLine ballot={ballot} />
      <CastButton ballot={ballot} reading={reading} />
    </section>
  )
}

function CastLine({ ballot: { cast, isChanged } }: { readonly ballot: OwnBallot }) {
  const { t } = useTranslation('scoring')
  const state = cast ? (isChanged ? 'changed' : 'cast') : isChanged ? 'draft' : 'empty'
  return (
    <p className="ballot-state" role="status" data-state={state}>
      {t(`ballot.state.${state}`, { time: cast ? timeText(cast.castAt) : '' })}
    </p>
  )
}

function CastButton({ ballot, reading }: { readonly ballot: OwnBallot; readonly reading: DraftReading }) {
  const { t } = useTranslation('scoring')
  const sentence = useSentence()
  const hubReason = useHubReason()
  const { request, cast, isChanged, send } = ballot
  const { paper, blank, wrong, openPairs, isEmpty } = reading
  const problem = wrong.size > 0 ? t('ballot.wrong', { count: wrong.size }) : openPairs > 0 ? t('ballot.openPairs', { count: openPairs }) : isEmpty ? t('ballot.nothing') : undefined
  const unchanged = cast && !isChanged ? t('ballot.unchanged') : undefined
  return (
    <>
      {problem === undefined && blank > 0 && <p className="scoring-note">{t('ballot.blank', { count: blank })}</p>}
      {wrong.size > 0 && <p className="ballot-wrong">{problem}</p>}
      {wrong.size === 0 && openPairs > 0 && <p className="scoring-note">{problem}</p>}
      <GuardedButton
        intent="primary"
        text={t(cast ? 'ballot.castAgain' : 'ballot.cast')}
        loading={request.isRunning}
        reason={hubReason ?? problem ?? unchanged}
        onClick={() => {
          if (paper) void send(paper)
        }}
      />
      {hubReason && <p className="scoring-note">{hubReason}</p>}
      {request.failure && <FailureText>{sentence(request.failure)}</FailureText>}
    </>
  )
}
