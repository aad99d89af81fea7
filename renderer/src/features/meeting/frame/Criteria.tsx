import { Button } from '@blueprintjs/core'
import { ArrowDown, ArrowUp, Cross } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { addCriterion, editCriterion, moveCriterion, removeCriterion, type CriterionChanges } from '../../../../../shared/model/frame.ts'
import type { Criterion } from '../../../../../shared/schema/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { AddLine } from '../../../ui/AddLine.tsx'
import { EditableLine } from '../../../ui/EditableLine.tsx'
import { criteriaCaution, directionOf, numberFrom } from './frameFacts.ts'
import { useCriteria } from './useFrame.ts'

/** Three to seven, each with the worst and the best that can happen, fixed before anybody scores. */
export function Criteria({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const criteria = useCriteria(itemId)
  const reason = useWriteReason('criteria')()
  const hasRound = useCollection(useMeeting().meeting.rounds).some((round) => round.itemId === itemId && round.voidedAt === null)
  const caution = criteriaCaution(criteria.length)
  return (
    <section className="item-section" data-testid="criteria" aria-label={t('criteria.title')}>
      <h2>{t('criteria.title')}</h2>
      {criteria.length === 0 && <p className="item-none">{t(reason === null ? 'criteria.empty' : 'criteria.none')}</p>}
      {caution && <p className="deciding-caution">{t(`criteria.caution.${caution}`, { count: criteria.length })}</p>}
      {hasRound && reason === null && <p className="deciding-note">{t('criteria.nextRound')}</p>}
      {criteria.length > 0 && (
        <div className="deciding-scroll">
          <table className="deciding-table" aria-label={t('criteria.title')}>
            <thead>
              <tr>
                <th scope="col">{t('criteria.name')}</th>
                <th scope="col">{t('criteria.unit')}</th>
                <th scope="col">{t('criteria.worst')}</th>
                <th scope="col">{t('criteria.best')}</th>
                <th scope="col">{t('criteria.direction')}</th>
                {reason === null && (
                  <th scope="col">
                    <span className="visually-hidden">{t('tools')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {criteria.map((criterion, index) => (
                <CriterionRow key={criterion.id} criterion={criterion} index={index} count={criteria.length} reason={reason} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {reason === null && <AddLine label={t('criteria.add')} placeholder={t('criteria.addHint')} onAdd={(name) => run(addCriterion, { itemId, name, unit: '', worst: 0, best: 100 }).ok} />}
    </section>
  )
}

interface CriterionRowProps {
  readonly criterion: Criterion
  readonly index: number
  readonly count: number
  readonly reason: string | null
}

function CriterionRow({ criterion, index, count, reason }: CriterionRowProps) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const { id, name, unit } = criterion
  const edit = (changes: CriterionChanges): boolean => run(editCriterion, id, changes).ok
  return (
    <tr data-testid="criterion">
      <th scope="row">
        <EditableLine value={name} label={t('criteria.name')} readOnlyReason={reason} onCommit={(changed) => edit({ name: changed.trim() })} />
      </th>
      <td>
        <EditableLine value={unit} label={t('criteria.noUnit')} readOnlyReason={reason} onCommit={(changed) => edit({ unit: changed.trim() })} />
      </td>
      {(['worst', 'best'] as const).map((anchor) => (
        <td key={anchor} className="deciding-figure">
          <Anchor value={criterion[anchor]} label={t(`criteria.anchorOf.${anchor}`, { name })} reason={reason} onCommit={(value) => edit({ [anchor]: value })} />
        </td>
      ))}
      <td className="criterion-direction">{t(`criteria.${directionOf(criterion)}`)}</td>
      {reason === null && (
        <td className="deciding-tools">
          <Button variant="minimal" size="small" icon={<ArrowUp />} disabled={index === 0} aria-label={t('moveUp', { name })} onClick={() => run(moveCriterion, id, index - 1)} />
          <Button variant="minimal" size="small" icon={<ArrowDown />} disabled={index === count - 1} aria-label={t('moveDown', { name })} onClick={() => run(moveCriterion, id, index + 1)} />
          <Button variant="minimal" size="small" icon={<Cross />} aria-label={t('remove', { name })} onClick={() => run(removeCriterion, id)} />
        </td>
      )}
    </tr>
  )
}

interface AnchorProps {
  readonly value: number
  readonly label: string
  readonly reason: string | null
  readonly onCommit: (value: number) => boolean
}

function Anchor({ value, label, reason, onCommit }: AnchorProps) {
  const notice = useNotice()
  const commit = (text: string): boolean => {
    const number = numberFrom(text)
    if (number !== null) return onCommit(number)
    notice.error({ kind: 'number-missing' })
    return false
  }
  return <EditableLine value={String(value)} label={label} readOnlyReason={reason} onCommit={commit} />
}
