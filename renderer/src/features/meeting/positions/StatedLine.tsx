import { useTranslation } from 'react-i18next'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { timeText } from '../../../ui/dateText.ts'

/** Said on behalf of a department, by whom and when. */
export interface Said {
  readonly departmentId: string
  readonly by: string
  readonly at: string
}

/** Who stated it and when; what somebody else took down for the department is shown as that. */
export function StatedLine({ position: { departmentId, by, at } }: { readonly position: Said }) {
  const { t } = useTranslation('positions')
  const nameOf = usePersonName()
  const isOwn = useIsOfDepartment()(by, departmentId)
  return <p className="position-by">{t(isOwn ? 'statedBy' : 'takenDownBy', { name: nameOf(by), time: timeText(at) })}</p>
}

/** Whether a person speaks for a department by belonging to it or standing in for it. */
function useIsOfDepartment(): (personId: string, departmentId: string) => boolean {
  const people = useCollection(useJoined().directory.people)
  const attendance = useCollection(useMeeting().meeting.attendance)
  return (personId, departmentId) =>
    people.some((person) => person.id === personId && person.departmentId === departmentId) ||
    attendance.some((person) => person.id === personId && (person.departmentId === departmentId || person.proxyForDepartmentId === departmentId))
}
