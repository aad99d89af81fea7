import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { draftAction } from '../../../../shared/model/actions.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useCommand } from '../../hooks/useCommand.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { useNewRecordDepartment } from '../../hooks/useNewRecordDepartment.ts'
import { useToday } from '../../hooks/useToday.ts'
import { useWriteReason } from '../../hooks/useWriteReason.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ActionFilters } from './ActionFilters.tsx'
import { ActionPanel } from './ActionPanel.tsx'
import { actionRows, filterRows, NO_FILTER, sortRows, type ActionSort } from './actionRows.ts'
import { ActionsContext } from './actionsContext.ts'
import { ActionTable } from './ActionTable.tsx'
import { useActionCommands } from './useActionCommands.ts'
import type { GridCursor } from './useGridCursor.ts'
import './actions.css'
import './narrow.css'

/** The action tracker of the open meeting. */
export function ActionsTab() {
  const { t, i18n } = useTranslation('actions')
  const { meeting } = useMeeting()
  const actions = useCollection(meeting.actions)
  const events = useCollection(meeting.actionEvents)
  const { nameOf } = useDepartments()
  const [filter, setFilter] = useState(NO_FILTER)
  const [sort, setSort] = useState<ActionSort | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [cursor, setCursor] = useState<GridCursor>({ id: null, column: 'task' })
  const root = useRef<HTMLDivElement>(null)
  const today = useToday()
  const rows = useMemo(() => actionRows(actions, events, today), [actions, events, today])
  const shown = useMemo(() => sortRows(filterRows(rows, filter), sort, nameOf, i18n.language), [rows, filter, sort, nameOf, i18n.language])
  const { handle, said } = useActionCommands(setOpenId)
  const opened = rows.find(({ action }) => action.id === openId)
  const close = (): void => {
    setOpenId(null)
    root.current?.querySelector<HTMLElement>(`[data-cell="${openId}/${cursor.column}"]`)?.focus()
  }
  return (
    <ActionsContext value={handle}>
      <div className="actions" ref={root}>
        <h2 className="actions-print-title">{t('printTitle')}</h2>
        <ActionFilters rows={rows} shown={shown.length} filter={filter} onChange={setFilter} />
        <div className="actions-body">
          <div className="actions-list">
            {shown.length > 0 && <ActionTable rows={shown} sort={sort} onSort={setSort} openId={openId} cursor={cursor} onCursor={setCursor} />}
            {rows.length === 0 && <EmptyState text={t('empty')} />}
            {rows.length > 0 && shown.length === 0 && <EmptyState text={t('emptyFilter')} />}
            <AddAction />
          </div>
          {opened && <ActionPanel key={opened.action.id} row={opened} onClose={close} />}
        </div>
        <output className="visually-hidden" aria-live="polite">
          {said}
        </output>
      </div>
    </ActionsContext>
  )
}

function AddAction() {
  const { t } = useTranslation('actions')
  const run = useCommand()
  const ownDepartment = useNewRecordDepartment('actions')
  const reason = useWriteReason('actions')({ departmentId: ownDepartment })
  return (
    <div className="actions-add">
      <AddLine label={t('add')} placeholder={t('addHint')} disabledReason={reason} onAdd={(task) => run(draftAction, { task, leadDepartmentId: ownDepartment }).ok} />
    </div>
  )
}
