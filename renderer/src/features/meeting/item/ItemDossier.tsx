import { useTranslation } from 'react-i18next'
import { useRecord } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import './itemDossier.css'

const FIELDS = ['background', 'basis', 'disagreement', 'matterClass', 'place'] as const

/** What the department said when it submitted the item, as it was accepted; nothing for items that never were submissions. */
export function ItemDossier({ itemId }: { readonly itemId: string }) {
  const { t, i18n } = useTranslation('pool')
  const { nameOf } = useDepartments()
  const personName = usePersonName()
  const dossier = useRecord(useMeeting().meeting.dossiers, itemId)
  if (!dossier) return null
  const { departmentId, submittedBy, submittedAt } = dossier
  return (
    <details className="item-dossier" data-testid="dossier">
      <summary>{t('dossier.title')}</summary>
      <p className="item-label">{t('dossier.by', { department: nameOf(departmentId), name: personName(submittedBy), when: dateTimeText(submittedAt, i18n.language) })}</p>
      <dl>
        {FIELDS.filter((field) => dossier[field] !== '').map((field) => (
          <div key={field}>
            <dt>{t(`field.${field}`)}</dt>
            <dd>{dossier[field]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
