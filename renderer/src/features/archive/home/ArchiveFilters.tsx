import { Button } from '@blueprintjs/core'
import { ChevronDown, ChevronUp, Tick } from '@blueprintjs/icons'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SEARCH_KINDS, type SearchKind } from '../../../../../shared/archive/search/answer.ts'
import type { ArchiveChange, ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { monthText } from '../../../ui/dateText.ts'
import { DepartmentSelect } from '../../../ui/DepartmentSelect.tsx'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { KindMark } from '../search/KindMark.tsx'
import { kindsOf } from '../search/searchOf.ts'
import { daysOf } from './timelineOf.ts'

export interface Period {
  /** `2026` or `2026-03` */
  readonly period: string
  readonly count: number
}

export interface ArchiveFiltersProps {
  readonly route: ArchiveRoute
  readonly onChange: (change: ArchiveChange) => void
  /** Hits by kind; null while nothing is searched for. */
  readonly kindCounts: Readonly<Partial<Record<SearchKind, number>>> | null
  readonly periods: readonly Period[]
  readonly bodies: readonly { readonly name: string; readonly count: number }[]
}

/** What narrows the search and the list of meetings, each with how many there are; a narrow window folds it into one button. */
export function ArchiveFilters({ route, onChange, kindCounts, periods, bodies }: ArchiveFiltersProps) {
  const { t } = useTranslation('archive')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const chosen = chosenCount(route)
  return (
    <aside className="archive-filters" aria-label={t('filters')}>
      {/* Only there where the window is narrow. */}
      <Button
        className="filters-fold"
        endIcon={isOpen ? <ChevronUp title={null} /> : <ChevronDown title={null} />}
        text={chosen === 0 ? t('filters') : t('filtersChosen', { count: chosen })}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      />
      <div id={id} className="filters-parts" data-open={isOpen || undefined}>
        <Kinds route={route} onChange={onChange} counts={kindCounts} />
        <Days route={route} onChange={onChange} periods={periods} />
        <Parties route={route} onChange={onChange} bodies={bodies} />
        {chosen > 0 && <Button size="small" text={t('clearFilters')} onClick={() => onChange(NOTHING)} />}
      </div>
    </aside>
  )
}

function chosenCount({ kind, from, to, department, body }: ArchiveRoute): number {
  return kindsOf(kind).length + [from || to, department, body].filter(Boolean).length
}

export const NOTHING: ArchiveChange = { kind: '', from: '', to: '', department: '', body: '' }

type Part = Pick<ArchiveFiltersProps, 'route' | 'onChange'>

function Kinds({ route, onChange, counts }: Part & { readonly counts: ArchiveFiltersProps['kindCounts'] }) {
  const { t } = useTranslation('archive')
  const id = useId()
  const chosen = kindsOf(route.kind)
  const toggle = (kind: SearchKind): void => onChange({ kind: (chosen.includes(kind) ? chosen.filter((other) => other !== kind) : [...chosen, kind]).join(',') })
  return (
    <div className="filter" role="group" aria-labelledby={id}>
      <h2 id={id}>{t('kinds')}</h2>
      {SEARCH_KINDS.map((kind) => (
        <button key={kind} type="button" className="filter-choice" aria-pressed={chosen.includes(kind)} onClick={() => toggle(kind)}>
          <KindMark kind={kind} />
          {chosen.includes(kind) && <Tick title={null} />}
          {counts && <span className="filter-count">{counts[kind] ?? 0}</span>}
        </button>
      ))}
    </div>
  )
}

function Days({ route: { from = '', to = '' }, onChange, periods }: Part & Pick<ArchiveFiltersProps, 'periods'>) {
  const { t, i18n } = useTranslation('archive')
  const id = useId()
  const isChosen = (period: string): boolean => from === daysOf(period).from && to === daysOf(period).to
  return (
    <div className="filter" role="group" aria-labelledby={id}>
      <h2 id={id}>{t('days')}</h2>
      <div className="filter-days">
        <label>
          {t('from')} <input className="bp6-input bp6-small" type="date" value={from} max={to || undefined} onChange={(event) => onChange({ from: event.currentTarget.value })} />
        </label>
        <label>
          {t('to')} <input className="bp6-input bp6-small" type="date" value={to} min={from || undefined} onChange={(event) => onChange({ to: event.currentTarget.value })} />
        </label>
      </div>
      <div className="filter-periods">
        {periods.map(({ period, count }) => (
          <button
            key={period}
            type="button"
            className={period.length === 4 ? 'filter-choice' : 'filter-choice filter-month'}
            aria-pressed={isChosen(period)}
            onClick={() => onChange(isChosen(period) ? { from: '', to: '' } : daysOf(period))}
          >
            {period.length === 4 ? t('year', { year: period }) : monthText(period, i18n.language)}
            {isChosen(period) && <Tick title={null} />}
            <span className="filter-count">{count}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

function Parties({ route: { department, body }, onChange, bodies }: Part & Pick<ArchiveFiltersProps, 'bodies'>) {
  const { t } = useTranslation('archive')
  const departments = useDepartments().list
  const id = useId()
  return (
    <>
      {(departments.length > 0 || department !== undefined) && (
        <div className="filter">
          <h2>{t('department')}</h2>
          <DepartmentSelect departments={departments} value={department ?? null} label={t('department')} noneLabel={t('allDepartments')} onChange={(chosen) => onChange({ department: chosen ?? '' })} />
        </div>
      )}
      {(bodies.length > 0 || body !== undefined) && (
        <div className="filter">
          <h2 id={id}>{t('body')}</h2>
          <PlainSelect fill aria-labelledby={id} value={body ?? ''} onChange={(event) => onChange({ body: event.currentTarget.value })}>
            <option value="">{t('allBodies')}</option>
            {body !== undefined && !bodies.some(({ name }) => name === body) && <option value={body}>{body}</option>}
            {bodies.map(({ name, count }) => (
              <option key={name} value={name}>
                {t('bodyCount', { name, count })}
              </option>
            ))}
          </PlainSelect>
        </div>
      )}
    </>
  )
}
