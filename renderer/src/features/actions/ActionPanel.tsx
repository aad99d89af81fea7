import { Button, Checkbox } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionFields } from '../../../../shared/model/actions.ts'
import { EvidenceKindSchema } from '../../../../shared/schema/action.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { editorNames, useEditing } from '../../hooks/useEditing.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { usePresence } from '../../hooks/usePresence.ts'
import { useNow } from '../../hooks/useNow.ts'
import { useRecordTrail } from '../../hooks/useRecordTrail.ts'
import { useTrailLines } from '../../hooks/useTrailLines.ts'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import { EditableLine } from '../../ui/EditableLine.tsx'
import { RecordTrail } from '../../ui/RecordTrail.tsx'
import { PanelField, SidePanel } from '../../ui/SidePanel.tsx'
import { ActionHistory } from './ActionHistory.tsx'
import { ActionProgress } from './ActionProgress.tsx'
import type { ActionRow } from './actionRows.ts'
import { useActions } from './actionsContext.ts'
import { DueField } from './DueField.tsx'
import { FixedFields } from './FixedFields.tsx'
import { PlainSelect } from '../../ui/PlainSelect.tsx'

export interface ActionPanelProps {
  readonly row: ActionRow
  readonly onClose: () => void
}

/** One action whole: what the row cuts off, what it has no room for, and its history. */
export function ActionPanel({ row, onClose }: ActionPanelProps) {
  const { t } = useTranslation(['actions', 'common', 'board'])
  const { edit, editReason, remove } = useActions()
  const people = usePresence(useMeeting().connection)
  const tell = useEditing()
  const { action } = row
  const reason = editReason(row)
  const change = (changes: Partial<ActionFields>): boolean => edit(action.id, changes)
  const path = (key: string): string => `actions/${action.id}/${key}`
  const editedBy = (key: string): string => {
    const names = editorNames(people, path(key))
    return names.length > 0 ? t('board:beingEdited', { names: names.join(t('listComma')) }) : ''
  }
  const text = (key: 'task' | 'closingCriterion', label: string) => (
    <EditableLine isMultiline value={action[key]} label={label} readOnlyReason={reason} onCommit={(value) => change({ [key]: value.trim() })} onEditing={(isEditing) => tell(isEditing ? path(key) : null)} />
  )
  return (
    <SidePanel label={t('action')} onClose={onClose}>
      <div>
        <h3 className="panel-title">{text('task', t('taskHint'))}</h3>
        {editedBy('task') && <span className="panel-field-editors">{editedBy('task')}</span>}
      </div>
      <ActionProgress row={row} />
      {reason && <p className="panel-note">{reason}</p>}
      {reason === null ? <EditableFields row={row} onChange={change} criterion={text('closingCriterion', t('criterionHint'))} criterionEditedBy={editedBy('closingCriterion')} /> : <FixedFields row={row} reason={reason} />}
      <PanelField label={t('history')}>
        <ActionHistory row={row} />
      </PanelField>
      <ActionTrail row={row} />
      {row.status === 'draft' && (
        <div>
          <Button size="small" variant="outlined" text={t('remove')} disabled={reason !== null} title={reason ?? undefined} onClick={() => remove(row)} />
        </div>
      )}
    </SidePanel>
  )
}

function ActionTrail({ row: { action } }: { readonly row: ActionRow }) {
  const { trail, askAgain } = useRecordTrail([{ section: 'actions', recordId: action.id }], action)
  return <RecordTrail now={useNow()} trail={useTrailLines(trail)} onOpen={() => void askAgain()} />
}

interface FieldsProps {
  readonly row: ActionRow
  readonly onChange: (changes: Partial<ActionFields>) => boolean
}

interface EditableFieldsProps extends FieldsProps {
  readonly criterion: ReactNode
  readonly criterionEditedBy: string
}

function EditableFields({ row, onChange, criterion, criterionEditedBy }: EditableFieldsProps) {
  const { t } = useTranslation('actions')
  const { dueOn, evidenceKinds } = row.action
  return (
    <>
      <DepartmentFields row={row} onChange={onChange} />
      <PanelField label={t('column.due')}>
        <DueField dueOn={dueOn} label={t('dueHint')} onCommit={(day) => onChange({ dueOn: day })} />
      </PanelField>
      <PanelField label={t('column.criterion')} editedBy={criterionEditedBy}>
        {criterion}
      </PanelField>
      <PanelField label={t('column.evidence')}>
        <fieldset className="panel-checks panel-checks-wrap" aria-label={t('column.evidence')}>
          {EvidenceKindSchema.options.map((kind) => (
            <Checkbox key={kind} label={t(`evidence.${kind}`)} checked={evidenceKinds.includes(kind)} onChange={() => onChange({ evidenceKinds: toggled(evidenceKinds, kind) })} />
          ))}
        </fieldset>
      </PanelField>
      <SourceFields row={row} onChange={onChange} />
    </>
  )
}

function DepartmentFields({ row: { action }, onChange }: FieldsProps) {
  const { t } = useTranslation(['actions', 'common'])
  const { isOffered } = useActions()
  const { list } = useDepartments()
  const { supportingDepartmentIds: supporting, leadDepartmentId: lead } = action
  return (
    <>
      <PanelField label={t('column.lead')}>
        <DepartmentSelect
          departments={list}
          value={lead}
          label={t('column.lead')}
          noneLabel={t('common:noDepartment')}
          isOffered={(id) => isOffered(id) && (id === null || !supporting.includes(id))}
          onChange={(leadDepartmentId) => onChange({ leadDepartmentId })}
        />
      </PanelField>
      <PanelField label={t('column.supporting')}>
        <fieldset className="panel-checks actions-supporting" aria-label={t('column.supporting')}>
          {list.map(({ id, name }) => (
            <Checkbox key={id} label={name} disabled={id === lead} checked={supporting.includes(id)} onChange={() => onChange({ supportingDepartmentIds: toggled(supporting, id) })} />
          ))}
        </fieldset>
      </PanelField>
    </>
  )
}

function SourceFields({ row: { action }, onChange }: FieldsProps) {
  const { t } = useTranslation('actions')
  const { meeting } = useMeeting()
  const agenda = useCollection(meeting.agenda)
  const resolutions = useCollection(meeting.resolutions)
  const choose = (id: string): void => {
    const resolution = resolutions.find((candidate) => candidate.id === id)
    onChange(resolution ? { resolutionId: resolution.id, itemId: resolution.itemId } : { resolutionId: null })
  }
  return (
    <>
      <PanelField label={t('resolution')}>
        <PlainSelect fill aria-label={t('resolution')} value={action.resolutionId ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          <option value="">{t('noResolution')}</option>
          {resolutions.map(({ id, text }, index) => (
            <option key={id} value={id}>{`${index + 1} ${text}`}</option>
          ))}
        </PlainSelect>
      </PanelField>
      <PanelField label={t('item')}>
        <PlainSelect fill aria-label={t('item')} value={action.itemId ?? ''} onChange={({ currentTarget }) => onChange({ itemId: currentTarget.value || null })}>
          <option value="">{t('noItem')}</option>
          {agenda.map(({ id, title }, index) => (
            <option key={id} value={id}>{`${index + 1} ${title}`}</option>
          ))}
        </PlainSelect>
      </PanelField>
    </>
  )
}

function toggled<T>(list: readonly T[], member: T): T[] {
  return list.includes(member) ? list.filter((other) => other !== member) : [...list, member]
}
