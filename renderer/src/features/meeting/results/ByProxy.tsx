import { useTranslation } from 'react-i18next'
import type { Round } from '../../../../../shared/schema/round.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { useSpokenAs } from '../positions/useSpokenAs.ts'

/** [C2] Which ballots of a revealed round were cast by somebody who stood in for the department, and by whom. */
export function ByProxy({ round }: { readonly round: Pick<Round, 'id'> }) {
  const { t } = useTranslation(['results', 'positions'])
  const { meeting } = useMeeting()
  const { nameOf } = useDepartments()
  const personName = usePersonName()
  const as = useSpokenAs()
  const cast = useCollection(meeting.ballots).filter(({ roundId, castBy, departmentId }) => roundId === round.id && as(castBy, departmentId) === 'proxy')
  if (cast.length === 0) return null
  const names = cast.map(({ castBy, departmentId }) => t('positions:asProxy', { person: personName(castBy), department: nameOf(departmentId) }))
  return <p className="results-turnout">{t('byProxy', { names: names.join(t('byProxyAnd')) })}</p>
}
