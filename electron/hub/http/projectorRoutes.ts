import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import type { ApiParts, Call, PublicCall, Route } from './Route.ts'

/** The room's big screen. Its code is in a header, and in the fragment of the page's address: in no log of any address. */
export const PROJECTOR_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/meetings\/([\w-]+)\/projector$/, right: 'project', handle: openProjector },
  { method: 'DELETE', pattern: /^\/api\/meetings\/([\w-]+)\/projector$/, right: 'project', handle: closeProjectors },
  { method: 'GET', pattern: /^\/api\/projector$/, isPublic: true, handle: nextFrame },
]

async function openProjector({ projectors, meetings }: ApiParts, { params: [id = ''], session }: Call): Promise<ApiAnswer> {
  if (!meetings.has(id)) return refuse('meeting-unknown')
  if (meetings.isClosed(id)) return refuse('meeting-closed')
  return answer({ code: await projectors.issue(id, { sessionId: session.id, personId: session.person.id }) })
}

async function closeProjectors({ projectors, meetings }: ApiParts, { params: [id = ''] }: Call): Promise<ApiAnswer> {
  if (!meetings.has(id)) return refuse('meeting-unknown')
  await projectors.revoke(id)
  return answer({})
}

async function nextFrame({ projectors, guesses }: ApiParts, { authorization, query, remoteAddress }: PublicCall): Promise<ApiAnswer> {
  const code = /^Projector +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (code === undefined) return refuse('projector-unknown')
  if (guesses.isBusy(remoteAddress)) return refuse('too-many-attempts')
  const next = await projectors.next(code, query.get('after') ?? '')
  if (next.ok) return answer(next.value)
  if (next.error.kind !== 'projector-unknown') return refuse(next.error.kind)
  return refuse((await guesses.wrong(remoteAddress)) === 'answer' ? 'projector-unknown' : 'too-many-attempts')
}
