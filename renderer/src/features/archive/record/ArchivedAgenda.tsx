import { useTranslation } from 'react-i18next'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import { dayText } from '../../../ui/dateText.ts'
import { matterText } from '../../../hooks/archiveRoute.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { ArchivedAdoptions } from '../decided/ArchivedAdoptions.tsx'
import { ArchivedConsultation } from '../consultation/ArchivedConsultation.tsx'
import { ArchivedCountersigns } from '../decided/ArchivedCountersigns.tsx'
import { ArchivedDossier } from '../consultation/ArchivedDossier.tsx'
import { ArchivedPositions } from '../decided/ArchivedPositions.tsx'
import { ArchivedSpeakers } from '../consultation/ArchivedSpeakers.tsx'
import { ItemTimes } from '../consultation/ItemTimes.tsx'
import { useRecordNames, type RecordNames } from '../useRecordNames.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import { NoteHtml } from './NoteHtml.tsx'

type Item = MeetingSnapshot['agenda'][number]
type Snapshot = { readonly snapshot: MeetingSnapshot }

export interface ArchivedAgendaProps extends Snapshot {
  /** Of each item, where it stood on the agenda. */
  readonly numbers: ReadonlyMap<string, number>
}

const SHAPES: Readonly<Record<Item['status'], string>> = { pending: '○', discussing: '◐', resolved: '●', deferred: '▷', shelved: '◇', withdrawn: '×' }

/** Every item with how it ended, what was written and what was resolved. */
export function ArchivedAgenda({ snapshot, numbers }: ArchivedAgendaProps) {
  const { t } = useTranslation('archive')
  const names = useRecordNames(snapshot)
  const onAgenda = new Set(snapshot.agenda.map(({ id }) => id))
  const others = snapshot.notes.filter(({ id, text }) => !onAgenda.has(id) && text !== '')
  return (
    <section>
      <h2>{t('agenda', { count: snapshot.agenda.length })}</h2>
      {snapshot.agenda.map((item) => (
        <ArchivedItem key={item.id} item={item} number={numbers.get(item.id) ?? 0} snapshot={snapshot} names={names} />
      ))}
      {others.length > 0 && (
        <div className="archive-item">
          <h3>{t('otherNotes')}</h3>
          {others.map(({ id, html }) => (
            <div key={id} {...placeProps('note', id)}>
              <NoteHtml html={html} />
            </div>
          ))}
        </div>
      )}
    </section>
  )
}

function ArchivedItem({ item, number, snapshot, names }: Snapshot & { readonly item: Item; readonly number: number; readonly names: RecordNames }) {
  const { t, i18n } = useTranslation(['archive', 'meeting'])
  const note = snapshot.notes.find(({ id, text }) => id === item.id && text !== '')
  const resolutions = snapshot.resolutions.filter(({ itemId }) => itemId === item.id)
  const part = { snapshot, itemId: item.id, names }
  const presenter = snapshot.departments.find(({ id }) => id === item.presenterDepartmentId)?.name
  return (
    <div className="archive-item">
      <div className="archive-item-head" {...placeProps('agenda-item', item.id)}>
        <h3>
          {number} {item.title}
        </h3>
        <p className="archive-item-facts">
          <span className={`mark mark-item-${item.status}`}>
            <span aria-hidden="true">{SHAPES[item.status]}</span>
            {t(`meeting:status.${item.status}`)}
            {item.nextOn && ` ${t('nextOn', { day: dayText(`${item.nextOn}T00:00:00`, i18n.language) })}`}
          </span>
          <ItemTimes {...part} planned={item.minutesAllotted} />
          {presenter && <span className="archive-muted">{t('presenter', { department: presenter })}</span>}
        </p>
        {item.ask && <p className="archive-text archive-muted">{t('ask', { ask: item.ask })}</p>}
      </div>
      <a className="archive-item-matter" href={routeHref({ screen: 'archive', file: null, matter: matterText(item) })}>
        {t('decisionsSoFar')}
      </a>
      <ArchivedDossier {...part} />
      {note && (
        <div {...placeProps('note', note.id)}>
          <NoteHtml html={note.html} />
        </div>
      )}
      <ArchivedConsultation {...part} />
      {resolutions.length > 0 && (
        <>
          <h4>{t('resolutions')}</h4>
          <ol className="archive-resolutions">
            {resolutions.map(({ id, text, outcome }) => (
              <li key={id}>
                <div {...placeProps('resolution', id)}>
                  <span className="archive-text">{text}</span> <span className="archive-muted">{t('inBrackets', { text: t(`meeting:outcome.${outcome}`) })}</span>
                </div>
                <ArchivedAdoptions {...part} resolutionId={id} text={text} />
                <ArchivedPositions {...part} subjectId={id} />
                <ArchivedCountersigns {...part} resolutionId={id} />
              </li>
            ))}
          </ol>
        </>
      )}
      <ArchivedSpeakers {...part} />
    </div>
  )
}
