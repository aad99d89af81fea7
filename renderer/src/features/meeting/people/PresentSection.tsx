import { useTranslation } from 'react-i18next'
import type { Presence } from '../../../../../shared/schema/presence.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePresence } from '../../../hooks/usePresence.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { caretHue } from './caretHue.ts'
import { initials } from './initials.ts'
import type { AgendaEntry } from '../useAgenda.ts'

/** Who has this meeting open now, and what they have before them. */
export function PresentSection({ agenda }: { readonly agenda: readonly AgendaEntry[] }) {
  const { t } = useTranslation('meeting')
  const self = useSelf()
  const { connection } = useMeeting()
  const others = onePerPerson(usePresence(connection), self.id)
  const isLive = useRoomState(connection).state === 'live'
  return (
    <section className="pane-section" data-testid="present">
      <h3>{isLive ? t('people.present', { count: others.length + 1 }) : t('people.offline')}</h3>
      <ul className="people-list">
        <PersonLine person={self} note={t('people.self')} />
        {others.map(({ person, at }) => (
          <PersonLine key={person.id} person={person} note={placeText(at)} />
        ))}
      </ul>
    </section>
  )

  function placeText(at: Presence['at']): string {
    const entry = agenda.find(({ item }) => item.id === at?.recordId)
    if (at?.screen === 'agenda' && entry) return t('itemNumber', { number: entry.number })
    return at?.screen === 'board' || at?.screen === 'actions' ? t(`tabs.${at.screen}`) : ''
  }
}

interface PersonLineProps {
  readonly person: { readonly id: string; readonly name: string; readonly departmentId: string | null }
  /** Where they look, or that it is oneself. */
  readonly note: string
}

function PersonLine({ person, note }: PersonLineProps) {
  const department = useDepartments().nameOf(person.departmentId)
  return (
    <li className="person">
      <span className={`looker hue-${caretHue(person.id)}`} aria-hidden="true">
        {initials(person.name)}
      </span>
      <span className="person-name" title={person.name}>{person.name}</span>
      <span className="person-note">{note}</span>
      {department && <span className="person-department" title={department}>{department}</span>}
    </li>
  )
}

/** Somebody with two windows is one person; the window that says where it is counts. */
function onePerPerson(people: readonly Presence[], selfId: string): readonly Presence[] {
  const byId = new Map<string, Presence>()
  for (const presence of people) {
    const { id } = presence.person
    if (id !== selfId && !byId.get(id)?.at) byId.set(id, presence)
  }
  return [...byId.values()].toSorted((a, b) => a.person.name.localeCompare(b.person.name, 'zh-CN'))
}
