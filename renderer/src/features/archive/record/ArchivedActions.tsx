import { useTranslation } from 'react-i18next'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import { ActionStatusMark } from '../../../ui/ActionStatusMark.tsx'
import { placeProps } from '../stepping/foundPlaces.ts'

/** The actions as they stood when the meeting closed. */
export function ArchivedActions({ snapshot }: { readonly snapshot: MeetingSnapshot }) {
  const { t } = useTranslation(['archive', 'actions'])
  if (snapshot.actions.length === 0) return null
  const names = new Map(snapshot.departments.map(({ id, name }) => [id, name]))
  const comma = t('actions:listComma')
  return (
    <section>
      <h2>{t('actionCount', { count: snapshot.actions.length })}</h2>
      <table className="archive-table archive-actions">
        <thead>
          <tr>
            {(['task', 'lead', 'supporting', 'due', 'criterion', 'evidence', 'status'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`actions:column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {snapshot.actions.map((action) => (
            <tr key={action.id} {...placeProps('action', action.id)}>
              <th scope="row">{action.task}</th>
              <td data-label={t('actions:column.lead')}>{names.get(action.leadDepartmentId ?? '') ?? ''}</td>
              <td data-label={t('actions:column.supporting')}>{action.supportingDepartmentIds.map((id) => names.get(id) ?? '').join(comma)}</td>
              <td className="archive-day" data-label={t('actions:column.due')}>{action.dueOn}</td>
              <td data-label={t('actions:column.criterion')}>{action.closingCriterion}</td>
              <td data-label={t('actions:column.evidence')}>{action.evidenceKinds.map((kind) => t(`actions:evidence.${kind}`)).join(comma)}</td>
              <td data-label={t('actions:column.status')}>
                <ActionStatusMark status={action.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
