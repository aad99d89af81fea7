import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../../shared/lib/clockText.ts'
import { timeText } from '../../../ui/dateText.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import { speakersOf } from './floorTimes.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'

/** Who asked for the floor on an item, when they had it and for how long. */
export function ArchivedSpeakers({ snapshot, itemId, names }: RecordItemProps) {
  const { t } = useTranslation(['record', 'archive'])
  const speakers = speakersOf(snapshot, itemId)
  if (speakers.length === 0) return null
  return (
    <section className="record-part">
      <h4>{t('speakers.title')}</h4>
      <table className="archive-table record-figures">
        <thead>
          <tr>
            <th scope="col">{t('archive:person')}</th>
            <th scope="col">{t('archive:department')}</th>
            <th scope="col">{t('speakers.turns')}</th>
            <th scope="col">{t('speakers.total')}</th>
          </tr>
        </thead>
        <tbody>
          {speakers.map(({ request: { id, name, departmentId }, turns }) => (
            <tr key={id} {...placeProps('attendance', id)}>
              <th scope="row">{name}</th>
              <td>{names.department(departmentId)}</td>
              <td>{turns.length === 0 ? t('speakers.none') : turns.map(({ from, took }) => t('speakers.turn', { at: timeText(new Date(from)), time: clock(took) })).join(t('comma'))}</td>
              <td>{clock(turns.reduce((sum, { took }) => sum + took, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function clock(ms: number): string {
  return clockText(Math.round(ms / 1_000))
}
