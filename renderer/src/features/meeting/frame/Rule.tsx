import { Button, Checkbox } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { isRuleInUse, setItemRule } from '../../../../../shared/model/frame.ts'
import { ruleInForce } from '../../../../../shared/model/rounds.ts'
import type { ItemRule } from '../../../../../shared/schema/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { usualRule, usuallyEntitled } from './frameFacts.ts'
import { RuleDepartments } from './RuleDepartments.tsx'
import { useOptions } from './useFrame.ts'

/** What counts as passed, said in sentences; fixed before scoring, so that nobody sees whom a change favours. */
export function Rule({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const { meeting } = useMeeting()
  const stored = ruleInForce({ itemRules: useCollection(meeting.itemRules), rounds: useCollection(meeting.rounds) }, itemId)
  const rule = useProposed(itemId, stored)
  const isInUse = useIsInUse(itemId)
  const reason = useWriteReason('itemRules')()
  const hasOptions = useOptions(itemId).length > 0
  if (!stored && (!hasOptions || reason !== null)) return null
  const change = (changes: Partial<ItemRule>): boolean => run(setItemRule, { ...rule, ...changes }).ok
  const fixedReason = reason ?? (isInUse ? t('rule.inUse') : null)
  return (
    <section className="item-section" data-testid="rule" aria-label={t('rule.title')}>
      <h2>{t('rule.title')}</h2>
      {!stored && <p className="item-none">{t('rule.proposed')}</p>}
      {stored && isInUse && <p className="deciding-note">{t('rule.inUse')}</p>}
      <ul className="rule-lines">
        <RuleDepartments label={t('rule.entitled')} chosen={rule.entitledDepartmentIds} fixedReason={fixedReason} onChange={(entitledDepartmentIds) => change(entitling(rule, entitledDepartmentIds))} />
        <ShareLine rule={rule} fixedReason={fixedReason} onChange={change} />
        <li className="rule-line">
          <span>{t('rule.conditional')}</span>
          <Choice label={t('rule.conditional')} value={rule.conditionalCounts} fixedReason={fixedReason} options={CONDITIONAL.map((value) => ({ value, label: t(`rule.conditionalCounts.${value}`) }))} onChange={(conditionalCounts) => change({ conditionalCounts })} />
        </li>
        <RuleDepartments label={t('rule.veto')} isAmong={rule.entitledDepartmentIds} chosen={rule.vetoDepartmentIds} fixedReason={fixedReason} onChange={(vetoDepartmentIds) => change({ vetoDepartmentIds: [...vetoDepartmentIds] })} />
        <li className="rule-line">
          <span>{t('rule.chair')}</span>
          {fixedReason === null ? (
            <Checkbox checked={rule.isChairDeciding} label={t('rule.chairDecides')} onChange={(event) => change({ isChairDeciding: event.currentTarget.checked })} />
          ) : (
            <span title={fixedReason}>{t(rule.isChairDeciding ? 'rule.chairDecides' : 'rule.chairDoesNot')}</span>
          )}
        </li>
      </ul>
      {!stored && <Button text={t('rule.fix')} onClick={() => change({})} />}
    </section>
  )
}

const CONDITIONAL = ['asSupportWhenResolved', 'asSupport', 'no'] as const
const OPERATORS = ['more-than', 'at-least'] as const
const BASES = ['entitled', 'voting'] as const
const SHARES = ['1/2', '3/5', '2/3', '3/4', '1/1'] as const

function useProposed(itemId: string, stored: ItemRule | undefined): ItemRule {
  const { meeting } = useMeeting()
  const body = useCollection(meeting.bodies)[0]
  const attendance = useCollection(meeting.attendance)
  const { list } = useDepartments()
  return stored ?? usualRule(itemId, usuallyEntitled({ body, attendance, departmentIds: list.map(({ id }) => id) }))
}

function useIsInUse(itemId: string): boolean {
  const { meeting } = useMeeting()
  useCollection(meeting.rounds)
  useCollection(meeting.positions)
  return isRuleInUse(meeting, itemId)
}

/** Who is no longer asked has no veto either. */
function entitling(rule: ItemRule, entitled: readonly string[]): Partial<ItemRule> {
  return { entitledDepartmentIds: [...entitled], vetoDepartmentIds: rule.vetoDepartmentIds.filter((id) => entitled.includes(id)) }
}

interface ShareLineProps {
  readonly rule: ItemRule
  readonly fixedReason: string | null
  readonly onChange: (changes: Partial<ItemRule>) => void
}

function ShareLine({ rule, fixedReason, onChange }: ShareLineProps) {
  const { t } = useTranslation('deciding')
  const share = `${rule.supportNumerator}/${rule.supportDenominator}`
  const shares = SHARES.some((known) => known === share) ? SHARES : [share, ...SHARES]
  const choose = (chosen: string): void => {
    const [supportNumerator = 0, supportDenominator = 1] = chosen.split('/').map(Number)
    // More than all is nobody's to reach.
    onChange({ supportNumerator, supportDenominator, ...(supportNumerator === supportDenominator && { supportOperator: 'at-least' as const }) })
  }
  return (
    <li className="rule-line">
      <span>{t('rule.passes')}</span>
      <span>{t('rule.support')}</span>
      <Choice label={t('rule.operator')} value={rule.supportOperator} fixedReason={fixedReason} options={OPERATORS.map((value) => ({ value, label: t(`rule.operators.${value}`) }))} onChange={(supportOperator) => onChange({ supportOperator })} />
      <Choice label={t('rule.share')} value={share} fixedReason={fixedReason} options={shares.map((value) => ({ value, label: value === '1/1' ? t('rule.all') : value }))} onChange={choose} />
      <Choice label={t('rule.of')} value={rule.of} fixedReason={fixedReason} options={BASES.map((value) => ({ value, label: t(`rule.bases.${value}`) }))} onChange={(of) => onChange({ of })} />
    </li>
  )
}

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly fixedReason: string | null
  readonly onChange: (value: V) => void
}

/** A word of the sentence: a select where it may be changed, else the word. */
function Choice<V extends string>({ label, value, options, fixedReason, onChange }: ChoiceProps<V>) {
  if (fixedReason !== null) return <strong title={fixedReason}>{options.find((option) => option.value === value)?.label}</strong>
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen)
    if (option) onChange(option.value)
  }
  return <PlainSelect aria-label={label} value={value} options={[...options]} onChange={(event) => choose(event.currentTarget.value)} />
}
