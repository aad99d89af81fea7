import { expect, test } from 'vitest'
import { arrangeBoard, cardBeside, indexInColumn, stepFrom, type Board } from '../../renderer/src/features/board/arrangeBoard.ts'
import type { Column, Issue } from '../../shared/schema/meeting.ts'

const columns: readonly Column[] = ['a', 'b', 'c'].map((id) => ({ id, order: id, name: id, limit: id === 'b' ? 1 : null }))

/** `a1` stands in column `a`; capitals belong to the department `d`. */
function issues(...ids: readonly string[]): readonly Issue[] {
  return ids.map((id) => ({
    id, order: id, columnId: id.toLowerCase().charAt(0), title: `title ${id}`, detail: '', priority: 'medium', agendaItemIds: [],
    leadDepartmentId: id === id.toUpperCase() ? 'd' : null,
  }))
}

function board(filter: { departmentId?: string; text?: string }, ...ids: readonly string[]): Board {
  return arrangeBoard(columns, issues(...ids), { departmentId: null, text: '', ...filter })
}

test('[F6] limits count hidden cards too, and issues of a removed column are shown apart', () => {
  const { columns: [, b], stranded } = board({ departmentId: 'd' }, 'a1', 'b1', 'x1')
  expect([b?.isFull, b?.shown, stranded.map(({ id }) => id)]).toEqual([true, [], ['x1']])
})

test.each([
  ['before the next shown one', 0, 1],
  ['between the shown ones', 1, 3],
  ['after the last shown one, before what is hidden', 2, 4],
])('[F6] a card dropped %s keeps its place among what the filter hides', (_, shownIndex, expected) => {
  const [a] = board({ departmentId: 'd' }, 'a1', 'A2', 'a3', 'A4', 'a5', 'B1').columns
  if (!a) throw new Error('no column')
  expect(indexInColumn(a, 'B1', shownIndex)).toBe(expected)
})

test('[F6] keys: a step sideways keeps the height, focus jumps over empty columns, edges lead nowhere', () => {
  const shown = board({}, 'a1', 'a2', 'a3', 'c1')
  expect([
    stepFrom(shown, { columnId: 'a', index: 2 }, 'right'),
    stepFrom(shown, { columnId: 'a', index: 0 }, 'up'),
    stepFrom(shown, { columnId: 'c', index: 0 }, 'right'),
    cardBeside(shown, 'a3', 'right'),
    cardBeside(shown, 'c1', 'left'),
    cardBeside(shown, 'c1', 'down'),
  ]).toEqual([{ columnId: 'b', index: 0 }, null, null, 'c1', 'a1', null])
})
