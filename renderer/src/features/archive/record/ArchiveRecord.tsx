import { useMemo, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMeeting } from '../../../../../shared/archive/readArchive.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { ArchivedActions } from './ArchivedActions.tsx'
import { ArchivedAgenda } from './ArchivedAgenda.tsx'
import { placeProps } from '../stepping/foundPlaces.ts'
import { onlyItem } from './onlyItem.ts'

export interface ArchiveRecordProps {
  readonly archive: ArchivedMeeting
  readonly record: RefObject<HTMLElement | null>
  /** The agenda item that alone is shown; null for all. */
  readonly only?: string | null
}

/** A closed meeting as it was written down, in the order of the record. Its head is the place for what is known about the file. */
export function ArchiveRecord({ archive, record, only = null }: ArchiveRecordProps) {
  const { t, i18n } = useTranslation('archive')
  const { documentState, meta } = archive
  const snapshot = useMemo(() => (only === null ? archive.snapshot : onlyItem(archive.snapshot, only)), [archive, only])
  const numbers = useMemo(() => new Map(archive.snapshot.agenda.map(({ id }, index) => [id, index + 1])), [archive])
  const { info } = snapshot
  const skipped = Object.values(snapshot.skipped).reduce((sum, count) => sum + count, 0)
  return (
    <article ref={record} className="archive-record">
      <header className="archive-record-head" {...placeProps('meeting', info.id)}>
        <h1>{info.title}</h1>
        <dl className="archive-facts">
          <Fact label={t('startsAt')} value={dateTimeText(info.startsAt, i18n.language)} />
          {snapshot.bodies.map(({ id, name }) => (
            <Fact key={id} label={t('body')} value={name} />
          ))}
          {info.place && <Fact label={t('place')} value={info.place} />}
          {info.closedAt && <Fact label={t('closed')} value={dateTimeText(info.closedAt, i18n.language)} />}
        </dl>
      </header>
      {skipped > 0 && <p className="archive-note">{t('skipped', { count: skipped })}</p>}
      {meta.isTextRepaired && <p className="archive-note">{t('repaired')}</p>}
      {only === null && <Attendance snapshot={snapshot} />}
      <ArchivedAgenda snapshot={snapshot} numbers={numbers} />
      <Issues snapshot={snapshot} />
      <ArchivedActions snapshot={snapshot} />
      <footer className="archive-hash">
        <p>{t('hashNote')}</p>
        <dl className="archive-facts">
          <Fact label={t('hash')} value={<code>{documentState.sha256}</code>} />
          <Fact label={t('writtenAt')} value={dateTimeText(meta.writtenAt, i18n.language)} />
        </dl>
      </footer>
    </article>
  )
}

function Fact({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Attendance({ snapshot }: { readonly snapshot: MeetingSnapshot }) {
  const { t } = useTranslation(['archive', 'meeting', 'common'])
  const names = new Map(snapshot.departments.map(({ id, name }) => [id, name]))
  return (
    <section>
      <h2>{t('attendance', { count: snapshot.attendance.length })}</h2>
      {snapshot.attendance.length === 0 && <p className="archive-muted">{t('noAttendance')}</p>}
      {snapshot.attendance.length > 0 && (
        <table className="archive-table">
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('department')}</th>
              <th scope="col">{t('role')}</th>
              <th scope="col">{t('attended')}</th>
            </tr>
          </thead>
          <tbody>
            {snapshot.attendance.map((person) => (
              <tr key={person.id} {...placeProps('attendance', person.id)}>
                <th scope="row">{person.name}</th>
                <td>{names.get(person.departmentId ?? '') ?? ''}</td>
                <td>{t(`common:role.${person.role}`)}</td>
                <td>{t(`meeting:people.status.${person.status}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Issues({ snapshot }: { readonly snapshot: MeetingSnapshot }) {
  const { t } = useTranslation('archive')
  const { columns, issues, departments } = snapshot
  if (issues.length === 0) return null
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const known = new Set(columns.map(({ id }) => id))
  const groups = [
    ...columns.map(({ id, name }) => ({ id, name, own: issues.filter((issue) => issue.columnId === id) })),
    { id: 'none', name: t('noColumn'), own: issues.filter((issue) => !known.has(issue.columnId)) },
  ]
  return (
    <section>
      <h2>{t('issues', { count: issues.length })}</h2>
      {groups
        .filter(({ own }) => own.length > 0)
        .map(({ id, name, own }) => (
          <div key={id}>
            <h3>
              {name} <span className="archive-muted">{own.length}</span>
            </h3>
            <ul className="archive-issues">
              {own.map((issue) => (
                <li key={issue.id} {...placeProps('issue', issue.id)}>
                  <div className="archive-issue-line">
                    <PriorityMark priority={issue.priority} />
                    <span className="archive-issue-title">{issue.title}</span>
                    <span className="archive-muted">{names.get(issue.leadDepartmentId ?? '') ?? ''}</span>
                  </div>
                  {issue.detail && <p className="archive-text">{issue.detail}</p>}
                </li>
              ))}
            </ul>
          </div>
        ))}
    </section>
  )
}
