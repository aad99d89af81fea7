import { mayRead } from '../../../../shared/sync/access.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useSelf } from '../../hooks/useSession.ts'

/** The departments whose submissions the person at this window may read, as the directory has them now. */
export function useReadablePools(): readonly string[] {
  const { writer } = useSelf()
  const { list } = useDepartments()
  // One's own is known from the session before the directory has come.
  const known = new Set([...(writer.departmentId === null ? [] : [writer.departmentId]), ...list.map(({ id }) => id)])
  return [...known].filter((departmentId) => mayRead(writer, { kind: 'pool', departmentId })).toSorted()
}
