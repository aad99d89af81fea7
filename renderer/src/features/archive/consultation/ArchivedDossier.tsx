import { useTranslation } from 'react-i18next'
import { dateTimeText } from '../../../ui/dateText.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'

const TEXTS = ['background', 'basis', 'disagreement', 'matterClass', 'place', 'note'] as const

/** What the item came with: its department's submission as it was accepted, and the papers. */
export function ArchivedDossier({ snapshot, itemId, names }: RecordItemProps) {
  const { t, i18n } = useTranslation('record')
  const dossier = snapshot.dossiers.find(({ id }) => id === itemId)
  const papers = snapshot.papers.filter(({ ownerId }) => ownerId === itemId || ownerId === dossier?.submissionId)
  if (!dossier && papers.length === 0) return null
  return (
    <section className="record-part">
      <h4>{t('dossier.title')}</h4>
      {dossier && (
        <div {...placeProps('submission', dossier.id)}>
          <p className="archive-muted">
            {t('dossier.submitted', { department: names.department(dossier.departmentId), submitted: dateTimeText(dossier.submittedAt, i18n.language), accepted: dateTimeText(dossier.acceptedAt, i18n.language) })}
          </p>
          <dl className="record-texts">
            {TEXTS.filter((field) => dossier[field].trim() !== '').map((field) => (
              <div key={field}>
                <dt>{t(`dossier.${field}`)}</dt>
                <dd className="archive-text">{dossier[field]}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {papers.length > 0 && (
        <ul className="record-list">
          {papers.map(({ id, name, version, bytes, sha256 }) => (
            <li key={id} {...placeProps('submission', id)}>
              {name} <span className="archive-muted">{t('dossier.paper', { version, size: Math.max(1, Math.round(bytes / 1024)), hash: sha256.slice(0, 12) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
