import type { TFunction } from 'i18next'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { STATUS_SHAPES } from '../../ui/ActionStatusMark.tsx'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import type { ActionRow } from './actionRows.ts'
import { useActions, type ColumnName } from './actionsContext.ts'
import { NextStep } from './NextStep.tsx'

/** Cells that are edited in place; of the others the panel takes care. */
export const EDITED_IN_PLACE: readonly ColumnName[] = ['task', 'lead', 'due', 'criterion']

export interface CellTextProps {
  readonly row: ActionRow
  readonly column: ColumnName
  readonly words: RowWords
}

/** What all cells need, looked up once for the table: a screen of rows has hundreds of them. */
export interface RowWords {
  readonly t: TFunction<'actions'>
  readonly nameOf: (departmentId: string | null) => string
}

/** What a cell says. */
export function ActionCellText({ row, column, words }: CellTextProps) {
  const { t, nameOf } = words
  const { linkText } = useActions()
  const { action } = row
  switch (column) {
    case 'status':
      return (
        <span className={`mark mark-status-${row.status}`}>
          <span aria-hidden="true">{STATUS_SHAPES[row.status]}</span>
          {t(`status.${row.status}`)}
        </span>
      )
    case 'task':
      return action.task
    case 'lead':
      return nameOf(action.leadDepartmentId) || <span className="actions-blank">{t('noLead')}</span>
    case 'supporting':
      return action.supportingDepartmentIds.map(nameOf).join(t('listComma'))
    case 'due':
      return <DueText row={row} t={t} />
    case 'criterion':
      return action.closingCriterion || <span className="actions-blank">{row.status === 'draft' ? t('noDue') : ''}</span>
    case 'evidence':
      return action.evidenceKinds.map((kind) => t(`evidence.${kind}`)).join(t('listComma'))
    case 'link':
      return linkText(row)
    default:
      return <NextStep row={row} t={t} />
  }
}

function DueText({ row, t }: { readonly row: ActionRow; readonly t: RowWords['t'] }) {
  if (row.action.dueOn === null) return <span className="actions-blank">{t('noDue')}</span>
  if (!row.isOverdue) return row.action.dueOn
  return (
    <span className="mark mark-bad">
      {row.action.dueOn}
      <span aria-hidden="true">■</span>
      {t('overdue')}
    </span>
  )
}

export interface CellEditorProps {
  readonly row: ActionRow
  readonly column: ColumnName
  readonly onClose: () => void
}

/** The open cell: Enter and leaving commit, Esc gives up. */
export function ActionCellEditor({ row, column, onClose }: CellEditorProps) {
  const { t } = useTranslation(['actions', 'common'])
  const { edit, isOffered } = useActions()
  const departments = useDepartments()
  const { action } = row
  if (column === 'lead') {
    return (
      <div className="actions-cell-editor" onBlur={onClose}>
        <DepartmentSelect
          takesFocus
          departments={departments.list}
          value={action.leadDepartmentId}
          label={t('column.lead')}
          noneLabel={t('common:noDepartment')}
          isOffered={(id) => isOffered(id) && (id === null || !action.supportingDepartmentIds.includes(id))}
          onChange={(leadDepartmentId) => {
            if (edit(action.id, { leadDepartmentId })) onClose()
          }}
        />
      </div>
    )
  }
  if (column === 'due') return <CellInput type="date" label={t('column.due')} value={action.dueOn ?? ''} onCommit={(day) => edit(action.id, { dueOn: day || null })} onClose={onClose} />
  if (column === 'criterion') return <CellInput type="text" label={t('column.criterion')} value={action.closingCriterion} onCommit={(closingCriterion) => edit(action.id, { closingCriterion })} onClose={onClose} />
  return <CellInput type="text" label={t('column.task')} value={action.task} onCommit={(task) => edit(action.id, { task: task.trim() })} onClose={onClose} />
}

interface CellInputProps {
  readonly type: 'text' | 'date'
  readonly label: string
  readonly value: string
  readonly onCommit: (value: string) => boolean
  readonly onClose: () => void
}

function CellInput({ type, label, value, onCommit, onClose }: CellInputProps) {
  const [text, setText] = useState(value)
  const commit = (): void => {
    if (text === value || onCommit(text)) onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    // Arrows and letters belong to the field as long as it is open.
    event.stopPropagation()
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') onClose()
  }
  return (
    <input
      className="actions-cell-input"
      type={type}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a click or key on this very cell has just opened it
      autoFocus
      value={text}
      max={type === 'date' ? '9999-12-31' : undefined}
      onFocus={(event) => type === 'text' && event.currentTarget.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={commit}
    />
  )
}
