import { Button } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addGate, judgeGate, removeGate, renameGate } from '../../../../../shared/model/frame.ts'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import type { Gate, GateVerdict, Option } from '../../../../../shared/schema/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { AddLine } from '../../../ui/AddLine.tsx'
import { EditableLine } from '../../../ui/EditableLine.tsx'
import { OpenedLine } from '../../../ui/OpenedLine.tsx'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { useGates, useOptions } from './useFrame.ts'

/** What no score makes up for: each option passes or fails it, with the reason. */
export function Gates({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const { meeting } = useMeeting()
  const gates = useGates(itemId)
  const options = useOptions(itemId)
  const verdicts = latestBy(useCollection(meeting.gateVerdicts), cellKey)
  const reason = useWriteReason('gates')()
  if (options.length === 0) return null
  return (
    <section className="item-section" data-testid="gates" aria-label={t('gates.title')}>
      <h2>{t('gates.title')}</h2>
      {gates.length === 0 && <p className="item-none">{t(reason === null ? 'gates.empty' : 'gates.none')}</p>}
      {gates.length > 0 && (
        <div className="deciding-scroll">
          <table className="deciding-table" aria-label={t('gates.title')}>
            <thead>
              <tr>
                <th scope="col">{t('options.title')}</th>
                {gates.map((gate) => (
                  <th key={gate.id} scope="col">
                    <GateHead gate={gate} reason={reason} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {options.map((option) => (
                <tr key={option.id}>
                  <th scope="row">{option.title}</th>
                  {gates.map((gate) => (
                    <td key={gate.id}>
                      <GateCell gate={gate} option={option} verdict={verdicts.get(cellKey({ gateId: gate.id, optionId: option.id }))} reason={reason} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {reason === null && <AddLine label={t('gates.add')} placeholder={t('gates.addHint')} onAdd={(name) => run(addGate, itemId, name).ok} />}
    </section>
  )
}

function cellKey({ gateId, optionId }: Pick<GateVerdict, 'gateId' | 'optionId'>): string {
  return `${gateId} ${optionId}`
}

function GateHead({ gate, reason }: { readonly gate: Gate; readonly reason: string | null }) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  return (
    <span className="deciding-head">
      <EditableLine value={gate.name} label={t('gates.name')} readOnlyReason={reason} onCommit={(name) => run(renameGate, gate.id, name).ok} />
      {reason === null && <Button variant="minimal" size="small" icon={<Cross />} aria-label={t('remove', { name: gate.name })} onClick={() => run(removeGate, gate.id)} />}
    </span>
  )
}

interface GateCellProps {
  readonly gate: Gate
  readonly option: Option
  readonly verdict: GateVerdict | undefined
  readonly reason: string | null
}

/** Failing asks for its reason at once, where it will be read. */
function GateCell({ gate, option, verdict, reason }: GateCellProps) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const [isFailing, setIsFailing] = useState(false)
  const state = isFailing ? 'failed' : stateOf(verdict)
  const judge = (isPassed: boolean, why: string): boolean => run(judgeGate, { gateId: gate.id, optionId: option.id, isPassed, reason: why }).ok
  const choose = (chosen: string): void => {
    setIsFailing(chosen === 'failed')
    if (chosen === 'passed') judge(true, '')
  }
  const fail = (why: string): boolean => {
    const isDone = judge(false, why)
    if (isDone) setIsFailing(false)
    return isDone
  }
  return (
    <div className="gate-cell" data-state={state}>
      {reason === null ? (
        <PlainSelect aria-label={t('gates.of', { gate: gate.name, option: option.title })} value={state} onChange={(event) => choose(event.currentTarget.value)}>
          {state === 'open' && <option value="open">{t('gates.state.open')}</option>}
          <option value="passed">{t('gates.state.passed')}</option>
          <option value="failed">{t('gates.state.failed')}</option>
        </PlainSelect>
      ) : (
        <span title={reason}>{t(`gates.state.${state}`)}</span>
      )}
      {isFailing && stateOf(verdict) !== 'failed' && <OpenedLine label={t('gates.reason')} placeholder={t('gates.reasonHint')} onAdd={fail} onGiveUp={() => setIsFailing(false)} />}
      {!isFailing && verdict && !verdict.isPassed && <EditableLine className="gate-reason" value={verdict.reason} label={t('gates.reason')} readOnlyReason={reason} onCommit={fail} />}
    </div>
  )
}

function stateOf(verdict: GateVerdict | undefined): 'open' | 'passed' | 'failed' {
  if (!verdict) return 'open'
  return verdict.isPassed ? 'passed' : 'failed'
}
