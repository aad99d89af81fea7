import { RoundRequestSchema } from '../../../shared/api.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { BallotPaperSchema } from '../../../shared/schema/round.ts'
import type { CastRefusal, EndRefusal, OpenRefusal } from '../ballots/SilentRounds.ts'
import { answer, refuse, type ApiAnswer, type Refusal } from './ApiAnswer.ts'
import { invalidSentence } from './invalidSentence.ts'
import { invalid, type ApiParts, type Call, type Route } from './Route.ts'

/** [C4][M13] Silent rounds. What a ballot says is told to nobody but the department that gave it, until all are revealed. */
export const ROUND_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: /^\/api\/meetings\/([\w-]+)\/rounds$/, right: 'run-rounds', handle: openRound },
  // With a department: one that the person stands in for.
  { method: 'PUT', pattern: /^\/api\/rounds\/([\w-]+)\/ballot(?:\/([\w-]+))?$/, right: 'cast-ballot', handle: castBallot },
  { method: 'GET', pattern: /^\/api\/rounds\/([\w-]+)\/ballot(?:\/([\w-]+))?$/, right: 'cast-ballot', handle: sendOwnBallot },
  { method: 'POST', pattern: /^\/api\/rounds\/([\w-]+)\/reveal$/, right: 'run-rounds', handle: revealRound },
  { method: 'POST', pattern: /^\/api\/rounds\/([\w-]+)\/void$/, right: 'run-rounds', handle: voidRound },
]

async function openRound({ silentRounds }: ApiParts, { body, params: [id = ''], session }: Call): Promise<ApiAnswer> {
  const request = RoundRequestSchema.safeParse(body)
  if (!request.success) return invalid(request.error)
  const opened = await silentRounds.open(id, request.data.itemId, session.person.id)
  return opened.ok ? answer(opened.value) : refuseRound(opened.error)
}

async function castBallot({ silentRounds }: ApiParts, { body, params: [id = '', departmentId], session }: Call): Promise<ApiAnswer> {
  const paper = BallotPaperSchema.safeParse(body)
  if (!paper.success) return refuse('ballot-invalid', invalidSentence(paper.error), { field: (paper.error.issues[0]?.path ?? []).join('.') })
  const cast = await silentRounds.cast(id, session.person, departmentId ?? session.person.departmentId, paper.data)
  return cast.ok ? answer({ ballot: cast.value }) : refuseRound(cast.error)
}

async function sendOwnBallot({ silentRounds }: ApiParts, { params: [id = '', departmentId], session }: Call): Promise<ApiAnswer> {
  const own = silentRounds.own(id, session.person, departmentId ?? session.person.departmentId)
  return own.ok ? answer({ ballot: own.value }) : refuse(own.error.kind)
}

async function revealRound({ silentRounds }: ApiParts, { params: [id = ''], session }: Call): Promise<ApiAnswer> {
  return ended(await silentRounds.reveal(id, session.person.id))
}

async function voidRound({ silentRounds }: ApiParts, { params: [id = ''] }: Call): Promise<ApiAnswer> {
  return ended(await silentRounds.void(id))
}

function ended(outcome: Result<void, EndRefusal>): ApiAnswer {
  return outcome.ok ? answer({}) : refuseRound(outcome.error)
}

function refuseRound(error: OpenRefusal | CastRefusal | EndRefusal): Result<never, Refusal> {
  if (error.kind === 'ballot-invalid') return refuse('ballot-invalid', `${error.problem.field}: ${PROBLEMS[error.problem.reason]}`, { field: error.problem.field })
  if (error.kind === 'not-saving' && error.isMade) return refuse('not-saving', 'The hub cannot write to its disk. The round ends as soon as it can; until then its ballots stay sealed.')
  return refuse(error.kind)
}

const PROBLEMS = {
  unknown: 'the round has no such option or criterion.',
  twice: 'it is there twice.',
  'too-large': 'the number is beyond what any unit needs.',
  surplus: 'only a scored ballot has any.',
  missing: 'score something, or abstain.',
  'not-text': 'it ends in the middle of a letter.',
} as const
