import { Button } from '@blueprintjs/core'
import { ArrowDown, ArrowUp, Cross } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { addOption, editOption, moveOption, optionRemovalRefusal, removeOption } from '../../../../../shared/model/frame.ts'
import type { Option } from '../../../../../shared/schema/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { AddLine } from '../../../ui/AddLine.tsx'
import { EditableLine } from '../../../ui/EditableLine.tsx'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import { useOptions } from './useFrame.ts'

/** Two to five ways, and doing nothing, which comes with the first one and stays. */
export function Options({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const options = useOptions(itemId)
  const reason = useWriteReason('options')()
  const real = options.filter(({ isDoNothing }) => !isDoNothing).length
  return (
    <section className="item-section" data-testid="options" aria-label={t('options.title')}>
      <h2>{t('options.title')}</h2>
      {options.length === 0 && <p className="item-none">{t(reason === null ? 'options.empty' : 'options.none')}</p>}
      {real === 1 && <p className="deciding-caution">{t('options.onlyOne')}</p>}
      <ol className="deciding-list">
        {options.map((option, index) => (
          <OptionRow key={option.id} option={option} index={index} real={real} reason={reason} />
        ))}
      </ol>
      {reason === null && (
        <AddLine label={t('options.add')} placeholder={t('options.addHint')} onAdd={(title) => run(addOption, { itemId, title, doNothing: t('options.doNothing') }).ok} />
      )}
    </section>
  )
}

interface OptionRowProps {
  readonly option: Option
  readonly index: number
  /** How many there are besides doing nothing. */
  readonly real: number
  readonly reason: string | null
}

function OptionRow({ option, index, real, reason }: OptionRowProps) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const { id, title, detail, isDoNothing } = option
  return (
    <li className="deciding-row" data-testid="option">
      <span className="deciding-number" aria-hidden="true">
        {isDoNothing ? '○' : index + 1}
      </span>
      <div className="deciding-text">
        <EditableLine className="deciding-name" value={title} label={t('options.name')} readOnlyReason={reason} onCommit={(changed) => run(editOption, id, { title: changed.trim() }).ok} />
        {(reason === null || detail) && (
          <EditableLine isMultiline className="deciding-detail" value={detail} label={t('options.detail')} readOnlyReason={reason} onCommit={(changed) => run(editOption, id, { detail: changed }).ok} />
        )}
        {isDoNothing && <span className="deciding-note">{t('options.forComparison')}</span>}
      </div>
      {reason === null && (
        <span className="deciding-tools">
          {!isDoNothing && (
            <>
              <Button variant="minimal" size="small" icon={<ArrowUp />} disabled={index === 0} aria-label={t('moveUp', { name: title })} onClick={() => run(moveOption, id, index - 1)} />
              <Button variant="minimal" size="small" icon={<ArrowDown />} disabled={index >= real - 1} aria-label={t('moveDown', { name: title })} onClick={() => run(moveOption, id, index + 1)} />
            </>
          )}
          <RemoveOption option={option} />
        </span>
      )}
    </li>
  )
}

function RemoveOption({ option }: { readonly option: Option }) {
  const { t } = useTranslation('deciding')
  const run = useCommand()
  const sentence = useSentence()
  const { meeting } = useMeeting()
  useCollection(meeting.positions)
  useCollection(meeting.rounds)
  const refusal = optionRemovalRefusal(meeting, option)
  return (
    <GuardedButton
      variant="minimal"
      size="small"
      icon={<Cross />}
      aria-label={t('remove', { name: option.title })}
      reason={refusal === null ? undefined : sentence({ kind: refusal })}
      onClick={() => run(removeOption, option.id)}
    />
  )
}
