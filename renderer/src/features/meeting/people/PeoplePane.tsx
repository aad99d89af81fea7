import { useTranslation } from 'react-i18next'
import { presentDepartments } from '../../../../../shared/room/quorumOf.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePresence } from '../../../hooks/usePresence.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { PositionsPane } from '../positions/PositionsPane.tsx'
import { SpeakerList } from '../room/floor/SpeakerList.tsx'
import { AttendanceSection } from './AttendanceSection.tsx'
import { PresentSection } from './PresentSection.tsx'
import './people.css'

/** Who is here now, who attends, and which departments nobody speaks for. */
export function PeoplePane({ agenda }: { readonly agenda: readonly AgendaEntry[] }) {
  const itemId = agenda.find(({ isCurrent }) => isCurrent)?.item.id ?? null
  return (
    <div className="people-pane" data-testid="people">
      <SpeakerList agenda={agenda} />
      <PresentSection agenda={agenda} />
      <AttendanceSection itemId={itemId} />
      <PositionsPane agenda={agenda} />
      <AbsentDepartments itemId={itemId} />
    </div>
  )
}

function AbsentDepartments({ itemId }: { readonly itemId: string | null }) {
  const { t } = useTranslation('meeting')
  const { meeting, connection } = useMeeting()
  const self = useSelf()
  const { list } = useDepartments()
  const attendance = useCollection(meeting.attendance)
  const attending = attendance.filter(({ status }) => status !== 'leave')
  const counted = presentDepartments(attendance, useCollection(meeting.itemAttendance), itemId)
  const present = usePresence(connection)
  const represented = new Set([self.departmentId, ...counted, ...attending.map(({ departmentId }) => departmentId), ...present.map(({ person }) => person.departmentId)])
  const absent = list.filter(({ id }) => !represented.has(id))
  if (absent.length === 0) return null
  return (
    <section className="pane-section" data-testid="absent-departments">
      <h3>{t('people.absent', { count: absent.length })}</h3>
      <ul className="absent-list">
        {absent.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </section>
  )
}
