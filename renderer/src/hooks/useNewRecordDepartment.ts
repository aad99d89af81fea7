import type { MeetingSection } from '../../../shared/model/MeetingDocument.ts'
import { mayWrite } from '../../../shared/sync/access.ts'
import { useSelf } from './useSession.ts'

/** The department that the person at this window must name in a new record there; null if they may leave it open. */
export function useNewRecordDepartment(section: MeetingSection): string | null {
  const { writer } = useSelf()
  return mayWrite('meeting', section, writer, { departmentId: null }) ? null : writer.departmentId
}
