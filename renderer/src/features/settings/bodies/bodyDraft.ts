import type { Body, ShareOperator } from '../../../../../shared/schema/body.ts'

/** A body as the form has it: numbers as they are typed. */
export interface BodyDraft extends Readonly<Record<'name' | 'quorumNumerator' | 'quorumDenominator' | 'quorumOperator' | 'noticeHours' | 'paperHours' | 'countersignHours', string>> {
  readonly memberDepartmentIds: readonly string[]
}

/** A new one begins with half or more of its members, a day's notice, and two days for papers and countersignatures. */
export function draftOf(body: Body | undefined): BodyDraft {
  const { name = '', memberDepartmentIds = [], quorumNumerator = 1, quorumDenominator = 2, quorumOperator = 'at-least', noticeHours = 24, paperHours = 48, countersignHours = 48 } = body ?? {}
  return {
    name,
    memberDepartmentIds,
    quorumNumerator: String(quorumNumerator),
    quorumDenominator: String(quorumDenominator),
    quorumOperator,
    noticeHours: String(noticeHours),
    paperHours: String(paperHours),
    countersignHours: String(countersignHours),
  }
}

type Problem = 'nameMissing' | 'shareWrong' | 'hoursWrong'

const MOST_HOURS = 24 * 366

/** What keeps it from being saved, by field. */
export function bodyProblems(draft: BodyDraft): Partial<Record<keyof BodyDraft, Problem>> {
  const numerator = Number(draft.quorumNumerator)
  const denominator = Number(draft.quorumDenominator)
  const isShare = [numerator, denominator].every((number) => Number.isInteger(number) && number <= 1000) && numerator >= 0 && denominator >= 1 && numerator <= denominator
  const hours = (['noticeHours', 'paperHours', 'countersignHours'] as const).filter((field) => !isWhole(draft[field]))
  return {
    ...(draft.name.trim() === '' && { name: 'nameMissing' }),
    ...(!isShare && { quorumNumerator: 'shareWrong' }),
    ...Object.fromEntries(hours.map((field) => [field, 'hoursWrong'])),
  }
}

/** A draft without problems, as the hub takes it. */
export function readDraft({ name, memberDepartmentIds, quorumOperator, ...numbers }: BodyDraft): Omit<Body, 'id' | 'order'> {
  const operator: ShareOperator = quorumOperator === 'more-than' ? quorumOperator : 'at-least'
  return {
    name: name.trim(),
    memberDepartmentIds: [...memberDepartmentIds],
    quorumOperator: operator,
    quorumNumerator: Number(numbers.quorumNumerator),
    quorumDenominator: Number(numbers.quorumDenominator),
    noticeHours: Number(numbers.noticeHours),
    paperHours: Number(numbers.paperHours),
    countersignHours: Number(numbers.countersignHours),
  }
}

function isWhole(text: string): boolean {
  const number = Number(text)
  return text.trim() !== '' && Number.isInteger(number) && number >= 0 && number <= MOST_HOURS
}
