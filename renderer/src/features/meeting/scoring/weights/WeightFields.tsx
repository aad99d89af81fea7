import { useTranslation } from 'react-i18next'
import { ChoiceField } from '../../../../ui/ChoiceField.tsx'
import { PairWeights } from './PairWeights.tsx'
import { canPair } from './pairWeights.ts'
import { SwingWeights, type SwingWeightsProps } from './SwingWeights.tsx'
import './weights.css'

/** [C5] How much each criterion counts for a department: by swings, or compared in pairs. What both come to is the same ballot. */
export function WeightFields({ frame, draft, wrong, onChange }: SwingWeightsProps) {
  const { t } = useTranslation('scoring')
  const ways = (['swing', 'pairs'] as const).map((value) => ({ value, label: t(`weights.${value}`) }))
  const isChoice = canPair(frame.criteria.length)
  return (
    <div className="ballot-part">
      <h3>{t('weights.title')}</h3>
      {isChoice && <ChoiceField label={t('weights.way')} value={draft.weighing} options={ways} onChange={(weighing) => onChange({ weighing })} />}
      {isChoice && draft.weighing === 'pairs' ? (
        <PairWeights criteria={frame.criteria} leans={draft.leans} onChange={(leans) => onChange({ leans })} />
      ) : (
        <SwingWeights frame={frame} draft={draft} wrong={wrong} onChange={onChange} />
      )}
    </div>
  )
}
