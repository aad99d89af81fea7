import { useTranslation } from 'react-i18next'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import type { Frame } from '../../../../../shared/schema/round.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useGates, useOptions } from '../frame/useFrame.ts'

/** Options that fail a gate, with the reason: seen, and in no ranking. */
export function RuledOut({ itemId, frame }: { readonly itemId: string; readonly frame: Frame }) {
  const { t } = useTranslation('results')
  const gates = useGates(itemId)
  const options = useOptions(itemId)
  const verdicts = useCollection(useMeeting().meeting.gateVerdicts)
  const latest = [...latestBy(verdicts, ({ gateId, optionId }) => `${gateId}/${optionId}`).values()]
  const failed = latest.flatMap(({ id, gateId, optionId, isPassed, reason }) => {
    const gate = gates.find((one) => one.id === gateId)
    const title = options.find((one) => one.id === optionId)?.title ?? frame.options.find((one) => one.id === optionId)?.title
    return isPassed || !gate || title === undefined ? [] : [{ id, title, gate: gate.name, reason }]
  })
  if (failed.length === 0) return null
  return (
    <ul className="results-lines" aria-label={t('ruledOut.title')}>
      {failed.map(({ id, ...words }) => (
        <li key={id}>{t('ruledOut.line', words)}</li>
      ))}
    </ul>
  )
}
