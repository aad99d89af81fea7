import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addColumn } from '../../../../shared/model/issues.ts'
import type { Issue } from '../../../../shared/schema/meeting.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useCommand } from '../../hooks/useCommand.ts'
import { editorNames } from '../../hooks/useEditing.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { usePresence } from '../../hooks/usePresence.ts'
import { useWriteReason } from '../../hooks/useWriteReason.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { arrangeBoard, cardBeside } from './arrangeBoard.ts'
import { BoardCard } from './BoardCard.tsx'
import { BoardColumn } from './BoardColumn.tsx'
import { BoardContext, useBoard, type BoardHandle } from './boardContext.ts'
import { BoardFilters, NO_FILTER } from './BoardFilters.tsx'
import { IssuePanel } from './IssuePanel.tsx'
import { useCardDrag } from './useCardDrag.ts'
import { useCardFocus } from './useCardFocus.ts'
import { useCardMoves } from './useCardMoves.ts'
import './board.css'

/** The issue board of the open meeting. */
export function BoardTab() {
  const { meeting, connection } = useMeeting()
  const columns = useCollection(meeting.columns)
  const issues = useCollection(meeting.issues)
  const agenda = useCollection(meeting.agenda)
  const people = usePresence(connection)
  const writeReason = useWriteReason('issues')
  const [filter, setFilter] = useState(NO_FILTER)
  const [openId, setOpenId] = useState<string | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const board = useMemo(() => arrangeBoard(columns, issues, filter), [columns, issues, filter])
  const agendaNumbers = useMemo(() => new Map(agenda.map(({ id }, index) => [id, index + 1])), [agenda])
  const focus = useCardFocus(root, board)
  const reasonFor = useCallback(({ leadDepartmentId }: Issue) => writeReason({ departmentId: leadDepartmentId }), [writeReason])
  const moves = useCardMoves(board, focus.keep, reasonFor)
  const { drag, onPointerDown } = useCardDrag(root, moves.move)
  const opened = issues.find((issue) => issue.id === openId)

  const handle: BoardHandle = {
    board,
    drag,
    currentId: focus.currentId,
    openId,
    agendaNumbers,
    reasonFor,
    editorsOf: (id) => editorNames(people, `issues/${id}/`),
    setCurrent: focus.setCurrent,
    open: setOpenId,
    move: moves.move,
    step: moves.step,
    focusBeside: (id, direction) => focus.go(cardBeside(board, id, direction)),
    remove: (issue) => {
      const next = cardBeside(board, issue.id, 'down') ?? cardBeside(board, issue.id, 'up')
      moves.remove(issue)
      if (openId === issue.id) setOpenId(null)
      focus.go(next)
    },
    onPointerDown,
  }
  const shown = board.columns.reduce((sum, column) => sum + column.shown.length, board.stranded.length)
  const close = (): void => {
    setOpenId(null)
    focus.go(openId)
  }
  return (
    <BoardContext value={handle}>
      <div className={`board ${drag ? 'is-dragging' : ''}`} ref={root}>
        <BoardFilters filter={filter} onChange={setFilter} shown={shown} count={issues.length} />
        <div className="board-body">
          <Columns isBoardEmpty={issues.length === 0} />
          {opened && <IssuePanel key={opened.id} issue={opened} people={people} isOffered={(departmentId) => writeReason({ departmentId }) === null} onClose={close} />}
        </div>
        <output className="visually-hidden" aria-live="polite">
          {moves.said}
        </output>
      </div>
    </BoardContext>
  )
}

function Columns({ isBoardEmpty }: { readonly isBoardEmpty: boolean }) {
  const { t } = useTranslation('board')
  const run = useCommand()
  const { board } = useBoard()
  const reason = useWriteReason('columns')()
  return (
    <div className="board-columns" data-scrolls-sideways>
      {board.stranded.length > 0 && (
        <section className="board-column" aria-label={t('stranded')}>
          <header className="board-column-head">
            <h2 className="board-column-name mark mark-warn">
              <span aria-hidden="true">▲</span>
              {t('stranded')}
            </h2>
          </header>
          <p className="board-column-filtered">{t('strandedHint')}</p>
          <ul className="board-cards" data-scrolls aria-label={t('stranded')}>
            {board.stranded.map((issue) => (
              <BoardCard key={issue.id} issue={issue} />
            ))}
          </ul>
        </section>
      )}
      {board.columns.map((column) => (
        <BoardColumn key={column.column.id} {...column} />
      ))}
      <div className="board-column board-new-column">
        {board.columns.length === 0 && <p className="board-teach">{t('noColumnsHint')}</p>}
        {board.columns.length > 0 && isBoardEmpty && <p className="board-teach">{t('emptyHint')}</p>}
        <AddLine label={t('addColumn')} placeholder={t('addColumn')} disabledReason={reason} onAdd={(name) => run(addColumn, name).ok} />
      </div>
    </div>
  )
}
