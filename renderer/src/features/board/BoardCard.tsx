import { Classes } from '@blueprintjs/core'
import { DragHandleVertical, Edit } from '@blueprintjs/icons'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issue } from '../../../../shared/schema/meeting.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import type { Direction } from './arrangeBoard.ts'
import { useBoard } from './boardContext.ts'
import { CardMenu } from './CardMenu.tsx'

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

export function BoardCard({ issue }: { readonly issue: Issue }) {
  const { t } = useTranslation('board')
  const { nameOf } = useDepartments()
  const { currentId, openId, drag, agendaNumbers, reasonFor, editorsOf, setCurrent, open, step, focusBeside, onPointerDown } = useBoard()
  const reason = reasonFor(issue)
  const editors = editorsOf(issue.id)
  const department = nameOf(issue.leadDepartmentId)
  const links = issue.agendaItemIds.flatMap((id) => agendaNumbers.get(id) ?? []).toSorted((a, b) => a - b)
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key]
    if (!direction || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (event.altKey) step(issue, direction)
    else focusBeside(issue.id, direction)
  }
  const classes = ['board-card', openId === issue.id ? 'is-open' : '', drag?.issueId === issue.id ? 'is-dragged' : '', reason ? 'is-locked' : '']
  return (
    <li className={classes.join(' ')} data-issue={issue.id} onPointerDown={reason ? undefined : (event: PointerEvent<HTMLElement>) => onPointerDown(event, issue.id)}>
      <div className="board-card-head">
        {!reason && <DragHandleVertical className="board-grip" data-grip title={null} />}
        <button
          type="button"
          className="board-card-title"
          data-card={issue.id}
          tabIndex={currentId === issue.id ? 0 : -1}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight"
          aria-expanded={openId === issue.id}
          title={reason ?? undefined}
          onFocus={() => setCurrent(issue.id)}
          onClick={() => open(issue.id)}
          onKeyDown={onKeyDown}
        >
          {issue.title}
        </button>
        <CardMenu issue={issue} reason={reason} isTabStop={currentId === issue.id} />
      </div>
      <div className="board-card-facts">
        <PriorityMark priority={issue.priority} />
        <span className="board-card-department" title={department}>
          {department || t('noLead')}
        </span>
        {links.length > 0 && <span className="board-card-links">{t('agendaLinks', { numbers: links.join(t('listComma')) })}</span>}
      </div>
      {editors.length > 0 && (
        <div className="board-card-editors">
          <Edit className={Classes.ICON} size={12} title={null} />
          {t('beingEdited', { names: editors.join(t('listComma')) })}
        </div>
      )}
    </li>
  )
}
