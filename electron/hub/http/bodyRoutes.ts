import { BodyChangesSchema, BodyRequestSchema } from '../../../shared/api.ts'
import type { Directory } from '../Directory.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import { invalid, isKnownDepartment, type ApiParts, type Call, type Route } from './Route.ts'

/** Bodies and the rules they meet by. */
export const BODY_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/bodies$/, right: 'edit-bodies', handle: addBody },
  { method: 'PATCH', pattern: /^\/api\/bodies\/([\w-]+)$/, right: 'edit-bodies', handle: changeBody },
]

async function addBody({ directory }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const request = BodyRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  if (!areKnown(directory, request.data.memberDepartmentIds)) return refuse('department-unknown')
  if (!directory.isWritable()) return refuse('not-saving')
  return answer({ id: directory.addBody(request.data) })
}

async function changeBody({ directory }: ApiParts, { body, params: [id = ''] }: Call): Promise<ApiAnswer> {
  const request = BodyChangesSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const before = directory.bodies.get(id)
  if (!before) return refuse('not-found', 'There is no such body.')
  // The whole of it has to be a body's rules, also where half of a fraction was sent.
  const { id: _id, order: _order, ...fields } = { ...before, ...request.data }
  const changed = BodyRequestSchema.safeParse(fields)
  if (!changed.success) return invalid(changed.error)
  if (!areKnown(directory, changed.data.memberDepartmentIds)) return refuse('department-unknown')
  if (!directory.isWritable()) return refuse('not-saving')
  directory.changeBody(id, changed.data)
  return answer({})
}

function areKnown(directory: Directory, ids: readonly string[]): boolean {
  return ids.every((id) => isKnownDepartment(directory, id))
}
