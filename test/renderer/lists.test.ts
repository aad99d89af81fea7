import { expect, test } from 'vitest'
import { findItems } from '../../renderer/src/app/findItems.ts'
import { inDirectoryOrder } from '../../renderer/src/features/people/inDirectoryOrder.ts'
import { archiveFile } from '../../renderer/src/hooks/archiveRoute.ts'
import { meetingLists, nextHalfHour } from '../../renderer/src/features/today/meetingList.ts'
import { dateTimeText, relativeDayText } from '../../renderer/src/ui/dateText.ts'
import type { MeetingEntry, Person } from '../../shared/schema/directory.ts'

const meeting = (id: string, startsAt: string, closedAt: string | null = null): MeetingEntry => ({ id, title: id, startsAt, template: 'blank', createdAt: startsAt, closedAt, record: null })
const person = (name: string, departmentId: string | null): Person => ({ id: name, name, role: 'delegate', departmentId, joinedAt: '2026-03-05T14:30:00+08:00' })

const item = (label: string, group: string, detail = '') => ({ id: label, label, group, detail, run: () => undefined })

test('meetings: open ones soonest first, closed ones latest first, whatever offset they were written with', () => {
  const lists = meetingLists([
    meeting('late', '2026-03-09T09:00:00+08:00'),
    meeting('soon', '2026-03-06T02:00:00Z'),
    meeting('old', '2025-12-01T09:00:00+08:00', '2025-12-01T11:00:00+08:00'),
    meeting('recent', '2026-02-01T09:00:00+08:00', '2026-02-01T11:00:00+08:00'),
  ])
  expect({ open: lists.open.map(({ id }) => id), closed: lists.closed.map(({ id }) => id) }).toEqual({ open: ['soon', 'late'], closed: ['recent', 'old'] })
})

test('an archive is called by its name below the records', () => {
  expect(archiveFile('records/2026/20260305-x.sqlite')).toBe('2026/20260305-x.sqlite')
})

test('a new meeting starts at the next half hour', () => {
  expect(nextHalfHour(new Date(2026, 2, 5, 23, 31))).toEqual({ date: '2026-03-06', time: '00:00' })
  expect(nextHalfHour(new Date(2026, 2, 5, 14, 30))).toEqual({ date: '2026-03-05', time: '14:30' })
})

test('people stand by department as listed, then by name in pinyin; those without one last', () => {
  const departments = [
    { id: 'b', order: 'a0', name: '住建局' },
    { id: 'a', order: 'a1', name: '城管局' },
  ]
  const people = [person('赵敏', 'a'), person('社区代表', null), person('欧阳修远', 'a'), person('安宁', 'b')]
  expect(inDirectoryOrder(people, departments, 'zh-CN').map(({ name }) => name)).toEqual(['安宁', '欧阳修远', '赵敏', '社区代表'])
})

test('dates are absolute, with the relative day beside', () => {
  const instant = new Date(2026, 2, 5, 14, 30)
  expect([dateTimeText(instant, 'zh-CN'), dateTimeText(instant, 'en')]).toEqual(['2026年3月5日 周四 14:30', 'Thu 5 Mar 2026, 14:30'])
  expect([relativeDayText(instant, new Date(2026, 2, 4, 23, 59), 'zh-CN'), relativeDayText(instant, new Date(2026, 2, 8, 0, 1), 'en')]).toEqual(['明天', '3 days ago'])
})

test('the palette finds every word, in any width, and puts what begins with it first', () => {
  const items = [item('油烟扰民治理第3次综合会商', '会议', '2026年3月5日'), item('会商设置', '栏目'), item('Settings', 'Screens', ''), item('王芳', '人员', '会商办公室')]
  const labels = (query: string): readonly string[] => findItems(items, query).map(({ label }) => label)
  expect(labels('会商')).toEqual(['会商设置', '油烟扰民治理第3次综合会商', '王芳'])
  expect(labels('３月 油烟')).toEqual(['油烟扰民治理第3次综合会商'])
  expect(labels(' SET ')).toEqual(['Settings'])
  expect(labels('没有')).toEqual([])
  expect(labels('')).toEqual(items.map(({ label }) => label))
})
