import { useTranslation } from 'react-i18next'
import { presentAdoptions } from '../../../../../shared/model/countersigning.ts'
import type { Adoption } from '../../../../../shared/schema/adoption.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'
import './decided.css'

export interface ArchivedAdoptionsProps extends Pick<RecordItemProps, 'snapshot' | 'names'> {
  readonly resolutionId: string
  /** What the resolution says; an adoption's own words are shown where they differ. */
  readonly text: string
}

/** How a resolution was adopted, the last time first, and what it was decided on. */
export function ArchivedAdoptions({ snapshot, names, resolutionId, text }: ArchivedAdoptionsProps) {
  const adoptions = snapshot.adoptions.filter((adoption) => adoption.resolutionId === resolutionId)
  const present = presentAdoptions(adoptions).get(resolutionId)
  if (!present) return null
  return [present, ...adoptions.filter((adoption) => adoption !== present).toReversed()].map((adoption) => (
    <ArchivedAdoption key={adoption.id} adoption={adoption} names={names} isPresent={adoption === present} text={text} />
  ))
}

interface ArchivedAdoptionProps extends Pick<ArchivedAdoptionsProps, 'names' | 'text'> {
  readonly adoption: Adoption
  readonly isPresent: boolean
}

function ArchivedAdoption({ adoption, names, isPresent, text }: ArchivedAdoptionProps) {
  const { t, i18n } = useTranslation(['record', 'meeting'])
  const { id, outcome, result, reason, snapshotSha256, methodVersion, seed, at, by } = adoption
  return (
    <div className={isPresent ? 'record-adoption' : 'record-adoption record-replaced'} {...placeProps('resolution', id)}>
      <p className="record-line">
        <strong>{t(`meeting:outcome.${outcome}`)}</strong> {!isPresent && <span>{t('adoption.replaced')}</span>}{' '}
        <span className="archive-muted">{t('byAt', { name: names.person(by), at: dateTimeText(at, i18n.language) }).trim()}</span>
      </p>
      {adoption.text !== text && <blockquote className="archive-text record-words">{adoption.text}</blockquote>}
      <p>{result === null ? t('adoption.noPositions') : t(`adoption.${result}`)}</p>
      {reason && <p className="archive-text">{t('adoption.reason', { reason })}</p>}
      <p className="archive-muted">
        {t('adoption.frozen')} <code title={snapshotSha256}>{snapshotSha256.slice(0, 12)}</code>
        {t('adoption.method', { version: methodVersion, seed })}
      </p>
    </div>
  )
}
