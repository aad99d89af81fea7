import { useTranslation } from 'react-i18next'
import type { MeetingSnapshot } from '../../../../shared/schema/snapshot.ts'
import { dayText } from '../../ui/dateText.ts'
import { NoteHtml } from './NoteHtml.tsx'

type Item = MeetingSnapshot['agenda'][number]
type Snapshot = { readonly snapshot: MeetingSnapshot }

const SHAPES: Readonly<Record<Item['status'], string>> = { pending: '○', discussing: '◐', resolved: '●', deferred: '▷', shelved: '◇', withdrawn: '×' }

/** Every item with how it ended, what was written and what was resolved. */
export function ArchivedAgenda({ snapshot }: Snapshot) {
  const { t } = useTranslation('archive')
  const onAgenda = new Set(snapshot.agenda.map(({ id }) => id))
  const others = snapshot.notes.filter(({ id, text }) => !onAgenda.has(id) && text !== '')
  return (
    <section>
      <h2>{t('agenda', { count: snapshot.agenda.length })}</h2>
      {snapshot.agenda.map((item, index) => (
        <ArchivedItem key={item.id} item={item} number={index + 1} snapshot={snapshot} />
      ))}
      {others.length > 0 && (
        <div className="archive-item">
          <h3>{t('otherNotes')}</h3>
          {others.map(({ id, html }) => (
            <NoteHtml key={id} html={html} />
          ))}
        </div>
      )}
    </section>
  )
}

function ArchivedItem({ item, number, snapshot }: Snapshot & { readonly item: Item; readonly number: number }) {
  const { t, i18n } = useTranslation(['archive', 'meeting'])
  const note = snapshot.notes.find(({ id, text }) => id === item.id && text !== '')
  const resolutions = snapshot.resolutions.filter(({ itemId }) => itemId === item.id)
  const presenter = snapshot.departments.find(({ id }) => id === item.presenterDepartmentId)?.name
  return (
    <div className="archive-item">
      <h3>
        {number} {item.title}
      </h3>
      <p className="archive-item-facts">
        <span className={`mark mark-item-${item.status}`}>
          <span aria-hidden="true">{SHAPES[item.status]}</span>
          {t(`meeting:status.${item.status}`)}
          {item.nextOn && ` ${t('nextOn', { day: dayText(`${item.nextOn}T00:00:00`, i18n.language) })}`}
        </span>
        {presenter && <span className="archive-muted">{t('presenter', { department: presenter })}</span>}
      </p>
      {item.ask && <p className="archive-text archive-muted">{t('ask', { ask: item.ask })}</p>}
      {note && <NoteHtml html={note.html} />}
      {resolutions.length > 0 && (
        <>
          <h4>{t('resolutions')}</h4>
          <ol className="archive-resolutions">
            {resolutions.map(({ id, text, outcome }) => (
              <li key={id}>
                <span className="archive-text">{text}</span> <span className="archive-muted">{t('inBrackets', { text: t(`meeting:outcome.${outcome}`) })}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
