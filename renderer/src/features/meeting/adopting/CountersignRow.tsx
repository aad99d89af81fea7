import { Button, TextArea } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countersign, type CountersignState } from '../../../../../shared/model/countersigning.ts'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import { CountersignKindSchema, type CountersignKind, type CountersignRequest } from '../../../../../shared/schema/adoption.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useHoldsProxy } from '../../../hooks/useHoldsProxy.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { ChoiceField } from '../../../ui/ChoiceField.tsx'
import { Field } from '../../../ui/Field.tsx'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { useFormKeys } from '../../../ui/useFormKeys.tsx'
import { useStepVariant } from '../item/useStepVariant.ts'
import { StatedLine } from '../positions/StatedLine.tsx'

export interface CountersignRowProps {
  readonly request: CountersignRequest
  /** The agenda item of what was adopted. */
  readonly itemId: string
  readonly departmentId: string
  readonly state: CountersignState
}

/** One department that was asked: how it stands, its remark word for word, and a way to answer. */
export function CountersignRow({ request, itemId, departmentId, state }: CountersignRowProps) {
  const { t } = useTranslation(['adopting', 'positions'])
  const variant = useStepVariant()
  const { meeting } = useMeeting()
  const name = useDepartments().nameOf(departmentId)
  const self = useSelf()
  const isProxy = useHoldsProxy()(departmentId, itemId)
  const isOwn = self.departmentId === departmentId || isProxy
  const reason = useWriteReason('countersigns')({ departmentId, itemId })
  const [isAnswering, setIsAnswering] = useState(false)
  const answers = useCollection(meeting.countersigns).filter((answer) => answer.requestId === request.id && answer.departmentId === departmentId)
  const answer = latestBy(answers, (one) => one.departmentId).get(departmentId)
  const verb = answer ? 'answerAgain' : isOwn ? 'answer' : 'answerFor'
  const isUrgent = isOwn && !answer
  return (
    <li className="countersign-row" data-testid="countersign">
      <div className="countersign-head">
        <span className="position-name">
          {name}
          {isProxy && reason === null && <span className="position-proxy">{t('positions:asProxy', { person: self.name, department: name })}</span>}
        </span>
        <span className="countersign-state" data-state={state}>
          {t(`countersign.state.${state}`)}
          {answer && Date.parse(answer.at) > Date.parse(request.deadline) && <span className="countersign-late"> {`(${t('countersign.late')})`}</span>}
        </span>
        {reason === null && !isAnswering && <Button size="small" variant={isUrgent ? variant : 'minimal'} intent={isUrgent ? 'primary' : 'none'} text={t(`countersign.${verb}`)} aria-label={`${t(`countersign.${verb}`)}: ${name}`} onClick={() => setIsAnswering(true)} />}
      </div>
      {answer && !isAnswering && (
        <>
          {answer.remark && <p className="countersign-remark">{answer.remark}</p>}
          <StatedLine position={answer} />
        </>
      )}
      {isAnswering && <AnswerForm requestId={request.id} departmentId={departmentId} name={name} onDone={() => setIsAnswering(false)} />}
    </li>
  )
}

interface AnswerFormProps {
  readonly requestId: string
  readonly departmentId: string
  readonly name: string
  readonly onDone: () => void
}

function AnswerForm({ requestId, departmentId, name, onDone }: AnswerFormProps) {
  const { t } = useTranslation(['adopting', 'common'])
  const variant = useStepVariant()
  const id = useId()
  const run = useCommand()
  const [kind, setKind] = useState<CountersignKind>('agree')
  const [remark, setRemark] = useState('')
  const keys = useFormKeys({ onCancel: onDone, hasText: kind !== 'agree' && remark.trim() !== '' })
  const submit = (): void => {
    if (run(countersign, { requestId, departmentId, kind, remark: kind === 'agree' ? '' : remark.trim() }).ok) onDone()
  }
  return (
    <section className="countersign-form" aria-label={t('countersign.answerOf', { name })}>
      <PlainForm onSubmit={submit} keys={keys}>
        <ChoiceField label={t('countersign.answerOf', { name })} value={kind} options={CountersignKindSchema.options.map((value) => ({ value, label: t(`countersign.${value}`) }))} onChange={setKind} />
        {kind !== 'agree' && (
          <Field id={id} label={t(kind === 'disagree' ? 'countersign.reason' : 'countersign.remark')}>
            <TextArea id={id} asyncControl fill autoResize value={remark} onChange={(event) => setRemark(event.currentTarget.value)} />
          </Field>
        )}
        <div className="form-actions">
          <Button type="submit" intent="primary" variant={variant} text={t('countersign.submit')} />
          <Button variant="minimal" text={t('common:cancel')} onClick={keys.cancel} />
        </div>
      </PlainForm>
    </section>
  )
}
