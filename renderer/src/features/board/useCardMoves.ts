import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moveIssue, removeIssue } from '../../../../shared/model/issues.ts'
import type { Issue } from '../../../../shared/schema/meeting.ts'
import { useCommand } from '../../hooks/useCommand.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { indexInColumn, placeOf, stepFrom, type Board, type Direction, type Place } from './arrangeBoard.ts'

/** Moves by key, menu and pointer, each said aloud for those who do not see it. */
export function useCardMoves(board: Board, keepFocus: (issueId: string) => void, reasonFor: (issue: Issue) => string | null) {
  const { t } = useTranslation('board')
  const run = useCommand()
  const notice = useNotice()
  const [said, setSaid] = useState('')

  const move = useCallback(
    (issueId: string, place: Place) => {
      const target = board.columns.find(({ column }) => column.id === place.columnId)
      if (!target) return
      const title = [...board.stranded, ...board.columns.flatMap(({ all }) => all)].find((issue) => issue.id === issueId)?.title ?? ''
      if (!run(moveIssue, issueId, place.columnId, indexInColumn(target, issueId, place.index)).ok) return
      keepFocus(issueId)
      const count = target.shown.filter((issue) => issue.id !== issueId).length + 1
      setSaid(t('moved', { title, column: target.column.name, position: Math.min(place.index + 1, count), total: count }))
    },
    [board, run, keepFocus, t],
  )
  const step = useCallback(
    (issue: Issue, direction: Direction) => {
      const reason = reasonFor(issue)
      if (reason !== null) {
        notice.error({ kind: 'not-allowed', message: reason })
        return
      }
      const from = placeOf(board, issue.id)
      const place = from && stepFrom(board, from, direction)
      if (place) move(issue.id, place)
      else setSaid(t('atEdge'))
    },
    [board, move, notice, reasonFor, t],
  )
  const remove = useCallback(
    (issue: Issue) => {
      if (run(removeIssue, issue.id).ok) notice.success(t('removed', { title: issue.title }))
    },
    [run, notice, t],
  )
  return { said, move, step, remove }
}
