import { Button, InputGroup } from '@blueprintjs/core'
import { Search } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import type { BoardFilter } from './arrangeBoard.ts'

export interface BoardFiltersProps {
  readonly filter: BoardFilter
  readonly onChange: (filter: BoardFilter) => void
  readonly shown: number
  readonly count: number
}

export const NO_FILTER: BoardFilter = { departmentId: null, text: '' }

export function BoardFilters({ filter, onChange, shown, count }: BoardFiltersProps) {
  const { t } = useTranslation('board')
  const { list } = useDepartments()
  const isFiltering = filter.departmentId !== null || filter.text !== ''
  return (
    <search className="board-filters" aria-label={t('filter')}>
      <div className="board-filter-department">
        <DepartmentSelect departments={list} value={filter.departmentId} label={t('filterDepartment')} noneLabel={t('allDepartments')} onChange={(departmentId) => onChange({ ...filter, departmentId })} />
      </div>
      <InputGroup
        className="board-filter-text"
        leftIcon={<Search title={null} />}
        aria-label={t('filterText')}
        placeholder={t('filterText')}
        value={filter.text}
        onValueChange={(text) => onChange({ ...filter, text })}
      />
      <span className="board-filter-count">{isFiltering ? t('shownOf', { shown, count }) : t('count', { count })}</span>
      {isFiltering && <Button variant="minimal" size="small" text={t('clearFilter')} onClick={() => onChange(NO_FILTER)} />}
    </search>
  )
}
