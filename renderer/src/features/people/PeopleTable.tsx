import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES, type Role } from '../../../../shared/lib/roles.ts'
import type { Person } from '../../../../shared/schema/directory.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useJoined, useMayAsk, useSelf } from '../../hooks/useSession.ts'
import { editPerson } from '../../sync/hubClient.ts'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import { PlainSelect } from '../../ui/PlainSelect.tsx'
import { inDirectoryOrder } from './inDirectoryOrder.ts'

/** Everyone who has joined, by department. The secretary changes department and role in place. */
export function PeopleTable() {
  const { t, i18n } = useTranslation('people')
  const { directory } = useJoined()
  const people = useCollection(directory.people)
  const departments = useDepartments()
  const id = useId()
  return (
    <section className="screen-section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>
          {t('people')} <span className="people-count">{people.length}</span>
        </h2>
      </div>
      <table className="table people-table" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{t('columns.name')}</th>
            <th scope="col">{t('columns.department')}</th>
            <th scope="col">{t('columns.role')}</th>
          </tr>
        </thead>
        <tbody>
          {inDirectoryOrder(people, departments.list, i18n.language).map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PersonRow({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['people', 'common'])
  const { session } = useJoined()
  const self = useSelf()
  const departments = useDepartments()
  const mayEdit = useMayAsk('edit-people')
  const notice = useNotice()
  const change = async (changes: { readonly role?: Role; readonly departmentId?: string | null }): Promise<void> => {
    const changed = await editPerson(session, person.id, changes)
    if (!changed.ok) notice.error(changed.error)
  }
  const name = person.name
  return (
    <tr>
      <th scope="row" className="people-name">
        {name}
        {person.id === self.id && <span className="people-self">{t('self')}</span>}
      </th>
      <td title={departments.nameOf(person.departmentId)}>
        {mayEdit ? (
          <DepartmentSelect
            label={t('departmentOf', { name })}
            noneLabel={t('common:noDepartment')}
            departments={departments.list}
            value={person.departmentId}
            onChange={(departmentId) => void change({ departmentId })}
          />
        ) : (
          departments.nameOf(person.departmentId) || <span className="people-none">{t('common:noDepartment')}</span>
        )}
      </td>
      <td>
        {mayEdit ? (
          <PlainSelect
            fill
            aria-label={t('roleOf', { name })}
            value={person.role}
            options={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
            onChange={(event) => {
              const role = ROLES.find((candidate) => candidate === event.currentTarget.value)
              if (role) void change({ role })
            }}
          />
        ) : (
          t(`common:role.${person.role}`)
        )}
      </td>
    </tr>
  )
}
