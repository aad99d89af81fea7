import { expect } from 'vitest'
import type { JoinAnswer } from '../../../shared/api.ts'
import { addCriterion, addOption, setItemRule } from '../../../shared/model/frame.ts'
import { openMeetingDocument, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import type { Ballot, BallotPaper, Round } from '../../../shared/schema/round.ts'
import { must } from '../../support/startMeeting.ts'
import { startScene, type Scene } from '../attacks/scene.ts'
import { eventually, joinAs, request, type Answer } from '../support.ts'

/** A remark and a number that are nowhere else: whoever finds them has read a sealed ballot. */
export const SECRET = '夜间施工绝不同意-7c1f'
export const SECRET_NUMBER = 61.80339887

/** A scene whose item can be scored, by departments A and B; C is not asked. */
export interface SilentScene extends Scene {
  readonly delegateC: JoinAnswer
  readonly optionId: string
  readonly doNothingId: string
  readonly criterionId: string
}

export async function startSilentScene(substitutes: Parameters<typeof startScene>[0] = {}, options: Parameters<typeof startScene>[1] = {}): Promise<SilentScene> {
  const scene = await startScene(substitutes, options)
  const { url, secretary, honest, ids, departmentA, departmentB } = scene
  const { meeting, context } = honest
  const departmentC = String((await request(url, 'POST', '/api/departments', secretary.token, { name: '气象局' })).json['id'])
  const delegateC = await joinAs(url, secretary.token, 'delegate', '赵代表', departmentC)
  const rule = { supportNumerator: 1, supportDenominator: 2, supportOperator: 'more-than', of: 'voting', conditionalCounts: 'no', isChairDeciding: false } as const
  must(setItemRule(meeting, { id: ids.item, entitledDepartmentIds: [departmentA, departmentB], vetoDepartmentIds: [], ...rule }, context))
  const optionId = must(addOption(meeting, { itemId: ids.item, title: '夜间停工', doNothing: '维持现状' }, context))
  const doNothingId = meeting.options.list().find(({ isDoNothing }) => isDoNothing)?.id ?? ''
  const criterionId = must(addCriterion(meeting, { itemId: ids.item, name: '夜间噪声', unit: 'dB', worst: 72.5, best: 45 }, context))
  const last = openMeetingDocument(scene.witness.doc)
  await eventually(() => expect(last.criteria.get(criterionId)).toBeDefined())
  return { ...scene, delegateC, optionId, doNothingId, criterionId }
}

export function paperOf({ optionId, doNothingId, criterionId }: Pick<SilentScene, 'optionId' | 'doNothingId' | 'criterionId'>, value: number = SECRET_NUMBER, remark = SECRET): BallotPaper {
  return {
    kind: 'scored',
    weights: [{ criterionId, value: 100 }],
    scores: [{ optionId, criterionId, value }, { optionId: doNothingId, criterionId, value: null }],
    remark,
  }
}

/** @returns the round's id. */
export async function openRoundOn({ url, secretary, meetingId, ids }: SilentScene): Promise<string> {
  const { status, json } = await request(url, 'POST', `/api/meetings/${meetingId}/rounds`, secretary.token, { itemId: ids.item })
  if (status !== 200) throw new Error(`no round: ${JSON.stringify(json)}`)
  return String(json['id'])
}

export function cast(url: string, roundId: string, { token }: JoinAnswer, paper: unknown): Promise<Answer> {
  return request(url, 'PUT', `/api/rounds/${roundId}/ballot`, token, paper)
}

export function ownOf(url: string, roundId: string, { token }: JoinAnswer): Promise<Answer> {
  return request(url, 'GET', `/api/rounds/${roundId}/ballot`, token)
}

export function endRound(url: string, roundId: string, how: 'reveal' | 'void', { token }: JoinAnswer): Promise<Answer> {
  return request(url, 'POST', `/api/rounds/${roundId}/${how}`, token)
}

/** What a document shows of its rounds, in the same order whatever their ids are. */
export function roundsShown({ rounds, ballots }: Pick<MeetingDocument, 'rounds' | 'ballots'>): readonly (Pick<Round, 'number'> & { readonly state: string; readonly voted: readonly string[]; readonly ballots: readonly Pick<Ballot, 'departmentId' | 'remark'>[] })[] {
  return rounds
    .list()
    .toSorted((a, b) => a.number - b.number || Number(a.voidedAt === null) - Number(b.voidedAt === null) || b.votedDepartmentIds.length - a.votedDepartmentIds.length)
    .map(({ id, number, revealedAt, voidedAt, votedDepartmentIds }) => ({
      number,
      state: voidedAt !== null ? 'voided' : revealedAt !== null ? 'revealed' : 'open',
      voted: votedDepartmentIds,
      ballots: ballots.list().filter(({ roundId }) => roundId === id).map(({ departmentId, remark }) => ({ departmentId, remark })).toSorted((a, b) => (a.departmentId < b.departmentId ? -1 : 1)),
    }))
}
