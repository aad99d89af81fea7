import { useTranslation } from 'react-i18next'
import { countersignStates, type CountersignState } from '../../../../../shared/model/countersigning.ts'
import type { Countersign, CountersignRequest } from '../../../../../shared/schema/adoption.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'
import './decided.css'

const SHAPES: Readonly<Record<CountersignState, string>> = { agree: '●', 'agree-with-remark': '▲', disagree: '■', waiting: '○', deemed: '◌' }

/** [M11] Who countersigned a resolution; a department that was silent until the deadline is shown as deemed, never as having agreed. */
export function ArchivedCountersigns({ snapshot, names, resolutionId }: Pick<RecordItemProps, 'snapshot' | 'names'> & { readonly resolutionId: string }) {
  const { t, i18n } = useTranslation('record')
  const requests = snapshot.countersignRequests.filter((request) => request.resolutionId === resolutionId)
  return requests.map((request) => (
    <div key={request.id} className="record-countersigns">
      <h5>{t('countersign.title', { deadline: dateTimeText(request.deadline, i18n.language) })}</h5>
      <ul className="record-list">
        {[...countersignStates(request, snapshot.countersigns, snapshot.info.closedAt ?? request.at)].map(([departmentId, state]) => (
          <li key={departmentId}>
            <State state={state} /> <strong>{names.department(departmentId)}</strong>
            {snapshot.countersigns.filter((answer) => answer.requestId === request.id && answer.departmentId === departmentId).map((answer) => (
              <Answer key={answer.id} answer={answer} request={request} names={names} />
            ))}
          </li>
        ))}
      </ul>
    </div>
  ))
}

function State({ state }: { readonly state: CountersignState }) {
  const { t } = useTranslation('record')
  return (
    <span className={`mark record-countersign-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span>
      {t(`countersign.${state}`)}
    </span>
  )
}

function Answer({ answer: { id, kind, remark, at, by, departmentId }, request, names }: Pick<RecordItemProps, 'names'> & { readonly answer: Countersign; readonly request: CountersignRequest }) {
  const { t, i18n } = useTranslation('record')
  const isLate = Date.parse(at) > Date.parse(request.deadline)
  return (
    <div {...placeProps('countersign', id)}>
      <p className="archive-muted">
        {t(`countersign.${kind}`)} {t('byAt', { name: names.speaker(by, departmentId), at: dateTimeText(at, i18n.language) }).trim()} {isLate && t('countersign.late')}
      </p>
      {remark && <blockquote className="archive-text record-words">{remark}</blockquote>}
    </div>
  )
}
