import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { quorumOf } from '../../../../../shared/room/quorumOf.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'

/** [M8] Whether enough are here by the body's rule, live, in words with a shape. */
export function QuorumMark({ itemId }: { readonly itemId: string | null }) {
  const { t } = useTranslation('room')
  const { meeting } = useMeeting()
  const body = useCollection(meeting.bodies)[0]
  const attendance = useCollection(meeting.attendance)
  const itemAttendance = useCollection(meeting.itemAttendance)
  const quorum = useMemo(() => body && quorumOf(body, attendance, itemAttendance, itemId), [body, attendance, itemAttendance, itemId])
  if (!body || !quorum) return null
  const { present, absent, needed, isReached } = quorum
  const rule = t(`quorum.${body.quorumOperator}`, { numerator: body.quorumNumerator, denominator: body.quorumDenominator })
  return (
    <span className={`quorum ${isReached ? 'quorum-reached' : 'quorum-missing'}`} data-testid="quorum" data-reached={isReached} role="status" title={body.name}>
      <span aria-hidden="true">{isReached ? '●' : '■'}</span>
      <span>{t(isReached ? 'quorum.reached' : 'quorum.missing', { present: present.length, members: present.length + absent.length })}</span>
      <span className="chair-note">{needed === null ? rule : t('quorum.needed', { needed, rule })}</span>
    </span>
  )
}
