import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../../../shared/lib/assert.ts'
import type { ItemDecision } from '../../../../../shared/room/itemDecision.ts'
import type { Outcome, OutcomeReason, PositionOutcome } from '../../../../../shared/decision/positions/outcomeOf.ts'
import type { Share } from '../../../../../shared/schema/decisionRule.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'

const OUTCOME_SHAPES: Readonly<Record<PositionOutcome, string>> = { passed: '●', 'passed-with-dissent': '▲', 'not-passed': '■', 'chair-decision': '◇' }

/** How many stand where, out of how many, and what that comes to by the rule, with its reason. */
export function DecisionSum({ decision }: { readonly decision: ItemDecision }) {
  const { t } = useTranslation('positions')
  const { count, entitled, present, outcome } = decision
  const open = count.withOpenConditions.length
  const parts = [
    t('sum.support', { n: count.support.length }),
    open > 0 ? t('sum.conditionalOpen', { n: count.conditional.length, open }) : t('sum.conditional', { n: count.conditional.length }),
    t('sum.oppose', { n: count.oppose.length }),
    t('sum.abstain', { n: count.abstain.length }),
    t('sum.notStated', { n: count.notStated.length }),
  ]
  const whole = [t('sum.of', { n: entitled.length - count.recused.length }), ...(count.recused.length > 0 ? [t('sum.recused', { n: count.recused.length })] : []), t('sum.present', { n: present.length })]
  return (
    <div className="decision-sum" role="status">
      <p data-testid="position-sum">{`${parts.join(' · ')} / ${whole.join(' · ')}`}</p>
      {outcome && <OutcomeLine outcome={outcome} />}
    </div>
  )
}

export function OutcomeLine({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation('positions')
  const why = useReasonSentence()
  return (
    <p className="decision-outcome" data-testid="position-outcome" data-outcome={outcome.outcome}>
      <span className="mark">
        <span aria-hidden="true">{OUTCOME_SHAPES[outcome.outcome]}</span>
        <strong>{t(`result.${outcome.outcome}`)}</strong>
      </span>
      <span className="decision-why">{why(outcome.reason)}</span>
    </p>
  )
}

function useReasonSentence(): (reason: OutcomeReason) => string {
  const { t } = useTranslation('positions')
  const { nameOf } = useDepartments()
  const share = ({ operator, numerator, denominator }: Share): string => t(`share.${operator}`, { numerator, denominator })
  const names = (ids: readonly string[]): string => ids.map(nameOf).join(t('comma'))
  const sentence = (reason: OutcomeReason): string => {
    switch (reason.kind) {
      case 'quorum-missing':
        return t('why.quorum-missing', { present: reason.present, of: reason.of, share: share(reason.needed) })
      case 'vetoed':
        return t('why.vetoed', { names: names(reason.by) })
      case 'nobody-counts':
        return t('why.nobody-counts')
      case 'share-missed':
      case 'share-reached':
        return t(`why.${reason.kind}`, { supporting: reason.supporting, of: reason.of, share: share(reason.needed) })
      case 'dissent':
        return t('why.dissent', { supporting: reason.supporting, of: reason.of, share: share(reason.needed), names: names(reason.by) })
      case 'chair-decides':
        return t('why.chair-decides', { counted: t(`counted.${reason.counted}`), because: sentence(reason.because) })
      default:
        return assertNever(reason)
    }
  }
  return sentence
}
