import { Button, Checkbox } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { ActionStatusSchema, type ActionStatus } from '../../../../shared/schema/action.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import { NO_FILTER, summarise, type ActionFilter, type ActionRow } from './actionRows.ts'
import { PlainSelect } from '../../ui/PlainSelect.tsx'

export interface ActionFiltersProps {
  readonly rows: readonly ActionRow[]
  readonly shown: number
  readonly filter: ActionFilter
  readonly onChange: (filter: ActionFilter) => void
}

export function ActionFilters({ rows, shown, filter, onChange }: ActionFiltersProps) {
  const { t } = useTranslation('actions')
  const { list } = useDepartments()
  const { withdrawn, ...counts } = summarise(rows)
  const isFiltering = filter.departmentId !== null || filter.status !== null || filter.isIncompleteOnly
  return (
    <search className="actions-filters" aria-label={t('filter')}>
      <div className="actions-filter-department">
        <DepartmentSelect departments={list} value={filter.departmentId} label={t('filterDepartment')} noneLabel={t('allDepartments')} onChange={(departmentId) => onChange({ ...filter, departmentId })} />
      </div>
      <PlainSelect aria-label={t('filterStatus')} value={filter.status ?? ''} onChange={({ currentTarget }) => onChange({ ...filter, status: (currentTarget.value || null) as ActionStatus | null })}>
        <option value="">{t('allStatuses')}</option>
        {ActionStatusSchema.options.map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </PlainSelect>
      <Checkbox className="actions-filter-incomplete" checked={filter.isIncompleteOnly} label={t('onlyIncomplete')} onChange={() => onChange({ ...filter, isIncompleteOnly: !filter.isIncompleteOnly })} />
      {isFiltering && <span className="actions-counts">{t('shownOf', { shown, count: rows.length })}</span>}
      {isFiltering && <Button variant="minimal" size="small" text={t('clearFilter')} onClick={() => onChange(NO_FILTER)} />}
      <span className="actions-counts actions-summary">
        {t('summary', counts)}
        {withdrawn > 0 && ` · ${t('summaryNote', { withdrawn })}`}
      </span>
    </search>
  )
}
