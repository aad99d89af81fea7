import { useTranslation } from 'react-i18next'
import { metConditions, presentPositions } from '../../../../../shared/model/positions.ts'
import { itemDecision } from '../../../../../shared/room/itemDecision.ts'
import type { Condition, Position } from '../../../../../shared/schema/position.ts'
import { dateTimeText, dayText } from '../../../ui/dateText.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import { positionsOf } from './positionsOf.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'
import { Stance } from './Stance.tsx'
import './decided.css'

export interface ArchivedPositionsProps extends RecordItemProps {
  /** The option or resolution. */
  readonly subjectId: string
}

/** [M7] What departments stated of one option or resolution: the position that counts, then those it replaced. */
export function ArchivedPositions({ snapshot, itemId, names, subjectId }: ArchivedPositionsProps) {
  const { t } = useTranslation('record')
  const all = positionsOf(snapshot, itemId).filter((position) => position.subjectId === subjectId)
  if (all.length === 0) return null
  const present = presentPositions(all, subjectId)
  const { count } = itemDecision({ ...snapshot, positions: all }, itemId, subjectId)
  const sums = (['support', 'conditional', 'oppose', 'abstain', 'recused', 'notStated'] as const).filter((side) => count[side].length > 0)
  const ordered = [...present.values()].flatMap((position) => [position, ...all.filter((other) => other !== position && other.departmentId === position.departmentId).toReversed()])
  const part = { snapshot, itemId, names }
  return (
    <div className="record-positions">
      <h5>{t('positions.title')}</h5>
      {sums.length > 0 && <p className="archive-muted">{sums.map((side) => t(`positions.${side}`, { n: count[side].length })).join(t('positions.then'))}</p>}
      {count.notStated.length > 0 && <p className="archive-muted">{t('positions.silent', { names: names.departments(count.notStated) })}</p>}
      <ul className="record-list">
        {ordered.map((position) => (
          <ArchivedPosition key={position.id} {...part} position={position} isPresent={present.get(position.departmentId) === position} />
        ))}
      </ul>
    </div>
  )
}

function ArchivedPosition({ snapshot, names, position, isPresent }: RecordItemProps & { readonly position: Position; readonly isPresent: boolean }) {
  const { t, i18n } = useTranslation('record')
  const { id, kind, departmentId, reason, conditions, at, by } = position
  const answers = snapshot.positionAnswers.filter(({ positionId }) => positionId === id)
  const met = metConditions(snapshot.conditionEvents)
  return (
    <li className={isPresent ? undefined : 'record-replaced'}>
      <div {...placeProps(kind === 'oppose' ? 'dissent' : 'position', id)}>
        <p className="record-line">
          <Stance kind={kind} /> <strong>{names.department(departmentId)}</strong> {!isPresent && <span>{t('positions.replaced')}</span>}{' '}
          <span className="archive-muted">{t('byAt', { name: names.speaker(by, departmentId), at: dateTimeText(at, i18n.language) }).trim()}</span>
        </p>
        {reason && <blockquote className="archive-text record-words">{reason}</blockquote>}
        {conditions.length > 0 && (
          <ul className="record-list">
            {conditions.map((condition) => (
              <RecordedCondition key={condition.id} snapshot={snapshot} names={names} condition={condition} isMet={met.has(condition.id)} positionId={id} />
            ))}
          </ul>
        )}
      </div>
      {answers.map((answer) => (
        <p key={answer.id} className="archive-text record-answer" {...placeProps('position', answer.id)}>
          <span className="archive-muted">{t('positions.answer', { name: names.person(answer.by), at: dateTimeText(answer.at, i18n.language) })}</span> {answer.text}
        </p>
      ))}
    </li>
  )
}

interface RecordedConditionProps extends Pick<RecordItemProps, 'snapshot' | 'names'> {
  readonly condition: Condition
  readonly isMet: boolean
  readonly positionId: string
}

function RecordedCondition({ snapshot, names, condition: { id, text, ownerDepartmentId, dueOn }, isMet, positionId }: RecordedConditionProps) {
  const { t, i18n } = useTranslation(['record', 'archive'])
  const events = snapshot.conditionEvents.filter((event) => event.conditionId === id && event.positionId === positionId)
  const facts = [names.department(ownerDepartmentId), dueOn ? t('positions.due', { day: dayText(`${dueOn}T00:00:00`, i18n.language) }) : ''].filter((fact) => fact !== '')
  return (
    <li>
      <span className={isMet ? 'mark record-good' : 'mark record-open'}>
        <span aria-hidden="true">{isMet ? '●' : '▲'}</span>
        {t(isMet ? 'positions.met' : 'positions.unmet')}
      </span>{' '}
      <span className="archive-text">{text}</span> {facts.length > 0 && <span className="archive-muted">{t('archive:inBrackets', { text: facts.join(t('comma')) })}</span>}
      {events.map((event) => (
        <p key={event.id} className="archive-text archive-muted">
          {t(event.isMet ? 'positions.saidMet' : 'positions.saidUnmet', { name: names.person(event.by), at: dateTimeText(event.at, i18n.language) })} {event.note}
        </p>
      ))}
    </li>
  )
}
