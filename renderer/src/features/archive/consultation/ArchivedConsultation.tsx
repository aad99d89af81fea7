import { useTranslation } from 'react-i18next'
import { ArchivedAdoptions } from '../decided/ArchivedAdoptions.tsx'
import { ArchivedCountersigns } from '../decided/ArchivedCountersigns.tsx'
import { ArchivedOptions } from './ArchivedOptions.tsx'
import { ArchivedPositions } from '../decided/ArchivedPositions.tsx'
import { ArchivedRounds } from './ArchivedRounds.tsx'
import type { RecordItemProps } from '../RecordItemProps.ts'
import './consultation.css'

/** What an item was decided between and by, and what was stated of anything but its present resolutions. */
export function ArchivedConsultation({ snapshot, itemId, names }: RecordItemProps) {
  const { t } = useTranslation('record')
  const part = { snapshot, itemId, names }
  const stated = new Set(snapshot.positions.filter((position) => position.itemId === itemId).map(({ subjectId }) => subjectId))
  const options = snapshot.options.filter(({ id }) => stated.has(id))
  const known = new Set([...snapshot.options, ...snapshot.resolutions].map(({ id }) => id))
  const adopted = snapshot.adoptions.filter((adoption) => adoption.itemId === itemId && !known.has(adoption.resolutionId)).map(({ resolutionId }) => resolutionId)
  const gone = [...new Set([...[...stated].filter((id) => !known.has(id)), ...adopted])]
  return (
    <>
      <ArchivedOptions {...part} />
      <ArchivedRounds {...part} />
      {options.length > 0 && (
        <section className="record-part">
          <h4>{t('positions.onOptions')}</h4>
          {options.map(({ id, title }) => (
            <div key={id}>
              <p className="record-subject">{title}</p>
              <ArchivedPositions {...part} subjectId={id} />
            </div>
          ))}
        </section>
      )}
      {gone.map((id) => (
        <section key={id} className="record-part">
          <h4>{t(adopted.includes(id) ? 'adoption.gone' : 'positions.onGone')}</h4>
          <ArchivedAdoptions {...part} resolutionId={id} text="" />
          <ArchivedPositions {...part} subjectId={id} />
          <ArchivedCountersigns {...part} resolutionId={id} />
        </section>
      ))}
    </>
  )
}
