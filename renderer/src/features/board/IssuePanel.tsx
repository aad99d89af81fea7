import { Button, Checkbox, SegmentedControl } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { editIssue, type IssueChanges } from '../../../../shared/model/issues.ts'
import type { Issue } from '../../../../shared/schema/meeting.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useCommand } from '../../hooks/useCommand.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { editorNames, useEditing } from '../../hooks/useEditing.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import type { PresentPerson } from '../../hooks/usePresence.ts'
import { useNow } from '../../hooks/useNow.ts'
import { useRecordTrail } from '../../hooks/useRecordTrail.ts'
import { useTrailLines } from '../../hooks/useTrailLines.ts'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import { EditableLine } from '../../ui/EditableLine.tsx'
import { RecordTrail } from '../../ui/RecordTrail.tsx'
import { PRIORITY_SHAPES, type PriorityLevel } from '../../ui/PriorityMark.tsx'
import { PanelField, SidePanel } from '../../ui/SidePanel.tsx'
import { useBoard } from './boardContext.ts'
import { PlainSelect } from '../../ui/PlainSelect.tsx'

export interface IssuePanelProps {
  readonly issue: Issue
  readonly people: readonly PresentPerson[]
  /** Whether the person here may make this department the lead; null for none at all. */
  readonly isOffered: (departmentId: string | null) => boolean
  readonly onClose: () => void
}

const PRIORITIES: readonly PriorityLevel[] = ['high', 'medium', 'low']

/** One issue with everything it has; each field is a change of its own, so that two people may work in it at once. */
export function IssuePanel({ issue, people, isOffered, onClose }: IssuePanelProps) {
  const { t } = useTranslation(['board', 'common'])
  const run = useCommand()
  const tell = useEditing()
  const departments = useDepartments()
  const { reasonFor, remove } = useBoard()
  const reason = reasonFor(issue)
  const field = (key: string): string => `issues/${issue.id}/${key}`
  const change = (changes: IssueChanges): boolean => run(editIssue, issue.id, changes).ok
  const editedBy = (key: string): string => {
    const names = editorNames(people, field(key))
    return names.length > 0 ? t('beingEdited', { names: names.join(t('listComma')) }) : ''
  }
  const onEditing = (key: string) => (isEditing: boolean) => tell(isEditing ? field(key) : null)
  return (
    <SidePanel label={t('issue')} onClose={onClose}>
      <div>
        <h3 className="panel-title">
          <EditableLine value={issue.title} label={t('title')} readOnlyReason={reason} onCommit={(title) => change({ title: title.trim() })} onEditing={onEditing('title')} />
        </h3>
        {editedBy('title') && <span className="panel-field-editors">{editedBy('title')}</span>}
      </div>
      {reason && <p className="panel-note">{reason}</p>}
      <PanelField label={t('detail')} editedBy={editedBy('detail')}>
        <EditableLine isMultiline value={issue.detail} label={t('detailHint')} readOnlyReason={reason} onCommit={(detail) => change({ detail })} onEditing={onEditing('detail')} />
      </PanelField>
      <PanelField label={t('priorityLabel')}>
        <SegmentedControl
          size="small"
          fill
          aria-label={t('priorityLabel')}
          disabled={reason !== null}
          options={PRIORITIES.map((priority) => ({ value: priority, label: `${PRIORITY_SHAPES[priority]} ${t(`priority.${priority}`)}` }))}
          value={issue.priority}
          onValueChange={(priority) => change({ priority: priority as PriorityLevel })}
        />
      </PanelField>
      <PanelField label={t('lead')}>
        <DepartmentSelect
          departments={departments.list}
          value={issue.leadDepartmentId}
          label={t('lead')}
          noneLabel={t('common:noDepartment')}
          disabledReason={reason}
          isOffered={isOffered}
          onChange={(leadDepartmentId) => change({ leadDepartmentId })}
        />
      </PanelField>
      <ColumnField issue={issue} reason={reason} />
      <AgendaField issue={issue} reason={reason} onChange={(agendaItemIds) => change({ agendaItemIds })} />
      <IssueTrail issue={issue} />
      <div>
        <Button size="small" variant="outlined" text={t('common:delete')} disabled={reason !== null} title={reason ?? undefined} onClick={() => remove(issue)} />
      </div>
    </SidePanel>
  )
}

function IssueTrail({ issue }: { readonly issue: Issue }) {
  const { trail, askAgain } = useRecordTrail([{ section: 'issues', recordId: issue.id }], issue)
  return <RecordTrail now={useNow()} trail={useTrailLines(trail)} onOpen={() => void askAgain()} />
}

function ColumnField({ issue, reason }: { readonly issue: Issue; readonly reason: string | null }) {
  const { t } = useTranslation('board')
  const { board, move } = useBoard()
  const isStranded = !board.columns.some(({ column }) => column.id === issue.columnId)
  return (
    <PanelField label={t('column')}>
      <PlainSelect
        fill
        aria-label={t('column')}
        value={isStranded ? '' : issue.columnId}
        disabled={reason !== null}
        title={reason ?? undefined}
        onChange={({ currentTarget }) => {
          const target = board.columns.find(({ column }) => column.id === currentTarget.value)
          if (target) move(issue.id, { columnId: target.column.id, index: target.shown.length })
        }}
      >
        {isStranded && <option value="">{t('columnGone')}</option>}
        {board.columns.map(({ column, isFull }) => (
          <option key={column.id} value={column.id} disabled={isFull && column.id !== issue.columnId}>
            {isFull && column.id !== issue.columnId ? t('fullOption', { column: column.name, limit: column.limit }) : column.name}
          </option>
        ))}
      </PlainSelect>
    </PanelField>
  )
}

interface AgendaFieldProps {
  readonly issue: Issue
  readonly reason: string | null
  readonly onChange: (ids: string[]) => void
}

function AgendaField({ issue, reason, onChange }: AgendaFieldProps) {
  const { t } = useTranslation('board')
  const agenda = useCollection(useMeeting().meeting.agenda)
  const linked = new Set(issue.agendaItemIds)
  return (
    <PanelField label={t('agendaLabel')}>
      {agenda.length === 0 && <p className="panel-note">{t('agendaEmpty')}</p>}
      <fieldset className="panel-checks" disabled={reason !== null} title={reason ?? undefined} aria-label={t('agendaLabel')}>
        {agenda.map(({ id, title }, index) => (
          <Checkbox
            key={id}
            checked={linked.has(id)}
            disabled={reason !== null}
            label={`${index + 1} ${title}`}
            onChange={() => onChange(linked.has(id) ? issue.agendaItemIds.filter((other) => other !== id) : [...issue.agendaItemIds, id])}
          />
        ))}
      </fieldset>
    </PanelField>
  )
}
