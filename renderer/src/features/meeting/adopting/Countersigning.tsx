import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countersignStates, type CountersignState } from '../../../../../shared/model/countersigning.ts'
import type { Adoption, CountersignRequest } from '../../../../../shared/schema/adoption.ts'
import { toInstant } from '../../../../../shared/lib/instant.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { useDirectoryOrder } from '../useDirectoryOrder.ts'
import { useNow } from '../useNow.ts'
import { CountersignForm } from './CountersignForm.tsx'
import { CountersignRow } from './CountersignRow.tsx'

/** How often a deadline is looked at, in ms. */
const ROUND = 1000

/** [C8] Who was asked to countersign an adopted resolution, and what each of them says. */
export function Countersigning({ adoption }: { readonly adoption: Adoption }) {
  const { t } = useTranslation('adopting')
  const { meeting } = useMeeting()
  const mayAsk = useMayWrite('countersignRequests')
  const [isAsking, setIsAsking] = useState(false)
  const requests = useCollection(meeting.countersignRequests)
    .filter(({ resolutionId }) => resolutionId === adoption.resolutionId)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  if (requests.length === 0 && !mayAsk) return null
  return (
    <section className="countersigning" data-testid="countersigning" aria-label={t('countersign.title')}>
      {requests.length > 0 && <h3>{t('countersign.title')}</h3>}
      {requests.map((request) => (
        <Asked key={request.id} request={request} adoption={adoption} />
      ))}
      {mayAsk && !isAsking && <Button size="small" variant="outlined" text={t(requests.length > 0 ? 'countersign.askAgain' : 'countersign.ask')} onClick={() => setIsAsking(true)} />}
      {mayAsk && isAsking && <CountersignForm resolutionId={adoption.resolutionId} itemId={adoption.itemId} onDone={() => setIsAsking(false)} />}
    </section>
  )
}

const STATES: readonly CountersignState[] = ['agree', 'agree-with-remark', 'disagree', 'deemed', 'waiting']

/** [M11] Silence after the deadline is deemed, in other words and another shape than agreement. */
function Asked({ request, adoption }: { readonly request: CountersignRequest; readonly adoption: Adoption }) {
  const { t, i18n } = useTranslation('adopting')
  const { meeting } = useMeeting()
  const nameOf = usePersonName()
  const inOrder = useDirectoryOrder()
  const answers = useCollection(meeting.countersigns)
  const now = useNow(ROUND)
  const states = countersignStates(request, answers, toInstant(new Date(now)))
  const [agree = 0, remark = 0, disagree = 0, deemed = 0, waiting = 0] = STATES.map((state) => [...states.values()].filter((one) => one === state).length)
  const isOld = Date.parse(request.at) < Date.parse(adoption.at)
  return (
    <div data-testid="countersign-request">
      <p className="countersign-facts">
        <span>{t('countersign.askedUntil', { name: nameOf(request.by), time: dateTimeText(request.deadline, i18n.language) })}</span>
        {now > Date.parse(request.deadline) && <span>{t('countersign.isOver')}</span>}
        <span data-testid="countersign-sum">{t('countersign.sum', { agree, remark, disagree, deemed, waiting })}</span>
        {isOld && <span>{t('countersign.oldText', { time: dateTimeText(request.at, i18n.language) })}</span>}
      </p>
      <ul className="countersign-list">
        {inOrder(states.keys()).map((departmentId) => (
          <CountersignRow key={departmentId} request={request} itemId={adoption.itemId} departmentId={departmentId} state={states.get(departmentId) ?? 'waiting'} />
        ))}
      </ul>
    </div>
  )
}
