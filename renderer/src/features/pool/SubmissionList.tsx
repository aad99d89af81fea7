import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { routeHref } from '../../hooks/useRoute.ts'
import { dayText } from '../../ui/dateText.ts'
import type { PoolGroup, SubmissionRow } from './poolLists.ts'
import { StatusMark } from './StatusMark.tsx'

export interface SubmissionListProps {
  readonly group: PoolGroup
  readonly rows: readonly SubmissionRow[]
  readonly openId: string | null
}

/** One group of submissions; an empty one is said only where somebody waits for something to come. */
export function SubmissionList({ group, rows, openId }: SubmissionListProps) {
  const { t } = useTranslation('pool')
  const id = useId()
  if (rows.length === 0 && group !== 'queue') return null
  return (
    <section className="screen-section" aria-labelledby={id}>
      <h2 id={id}>
        {t(`group.${group}`)} <span className="pool-count">{rows.length}</span>
      </h2>
      {rows.length === 0 ? (
        <p className="screen-note">{t('queueEmpty')}</p>
      ) : (
        <ul className="pool-list">
          {rows.map((row) => (
            <Row key={row.submission.id} row={row} isOpen={row.submission.id === openId} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ row: { submission, status, since, superseded }, isOpen }: { readonly row: SubmissionRow; readonly isOpen: boolean }) {
  const { t, i18n } = useTranslation('pool')
  const { nameOf } = useDepartments()
  return (
    <li>
      <a className="pool-row" href={routeHref({ screen: 'pool', id: submission.id })} aria-current={isOpen ? 'true' : undefined}>
        <span className="pool-row-title">{submission.title}</span>
        <span className="pool-row-facts">
          <StatusMark status={status} />
          <span>{nameOf(submission.departmentId)}</span>
          {since !== null && <time dateTime={since}>{dayText(since, i18n.language)}</time>}
          {superseded.length > 0 && <span className="mark mark-warn">{t('hasConflict')}</span>}
        </span>
      </a>
    </li>
  )
}
