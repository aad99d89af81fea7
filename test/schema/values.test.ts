import { expect, test } from 'vitest'
import { MeetingRequestSchema } from '../../shared/api.ts'
import { ACTION_TRANSITIONS, ActionStatusSchema } from '../../shared/schema/action.ts'
import { AGENDA_TRANSITIONS, AgendaStatusSchema } from '../../shared/schema/agenda.ts'
import { DEFAULT_SETTINGS } from '../../shared/schema/settings.ts'
import { DaySchema, IdSchema, InstantSchema } from '../../shared/schema/values.ts'

const taken = (schema: { safeParse(value: unknown): { success: boolean } }, values: readonly unknown[]): unknown[] =>
  values.filter((value) => schema.safeParse(value).success)

test('ids are safe as file names and addresses', () => {
  expect(taken(IdSchema, ['a', 'A-1_b', 'x'.repeat(64), '', '../a', 'a/b', 'a.b', '会', 'x'.repeat(65), 'a\n', 7])).toEqual(['a', 'A-1_b', 'x'.repeat(64)])
})

test('days exist in the calendar, instants name their offset', () => {
  expect({
    days: taken(DaySchema, ['2026-02-28', '2028-02-29', '2026-02-29', '2026-2-3', '20260303', '2026-03-05T00:00:00Z']),
    instants: taken(InstantSchema, ['2026-03-05T14:30:00+08:00', '2026-03-05T06:30:00.123Z', '2026-03-05T14:30:00', '2026-03-05', '2026-03-05T25:00:00Z']),
  }).toEqual({ days: ['2026-02-28', '2028-02-29'], instants: ['2026-03-05T14:30:00+08:00', '2026-03-05T06:30:00.123Z'] })
})

test('[M1][M4] every status is listed, every transition leads to a status, and none keeps an item where it is', () => {
  const problems: string[] = []
  for (const [statuses, transitions] of [
    [ActionStatusSchema.options, ACTION_TRANSITIONS],
    [AgendaStatusSchema.options, AGENDA_TRANSITIONS],
  ] as const) {
    if (Object.keys(transitions).toSorted().join(' ') !== [...statuses].toSorted().join(' ')) problems.push(`other statuses: ${Object.keys(transitions).join(' ')}`)
    for (const [from, next] of Object.entries(transitions))
      for (const [kind, to] of Object.entries(next)) if (to === from || !statuses.some((status) => status === to)) problems.push(`${from} -${kind}→ ${to}`)
  }
  expect(problems).toEqual([])
})

test('defaults: Chinese first, a blank template, names without spaces around them', () => {
  expect([DEFAULT_SETTINGS, MeetingRequestSchema.parse({ title: ' 会商 ', startsAt: '2026-03-05T14:30:00+08:00' })]).toEqual([
    { language: 'zh-CN', theme: 'light' },
    { title: '会商', startsAt: '2026-03-05T14:30:00+08:00', template: 'blank', bodyId: null },
  ])
})
