import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { usePresence } from '../../../hooks/usePresence.ts'
import { caretHue } from '../people/caretHue.ts'
import { initials } from '../people/initials.ts'

const MOST = 3

/** Who else has this item before them, by initials. */
export function Lookers({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('meeting')
  const people = usePresence(useMeeting().connection)
  const here = new Map(people.filter(({ at }) => at?.screen === 'agenda' && at.recordId === itemId).map(({ person }) => [person.id, person.name]))
  if (here.size === 0) return null
  const names = [...here]
  const all = names.map(([, name]) => name).join(', ')
  return (
    <span className="lookers" title={all}>
      <span className="visually-hidden">{t('agenda.lookers', { names: all })}</span>
      {names.slice(0, MOST).map(([id, name]) => (
        <span key={id} className={`looker hue-${caretHue(id)}`} aria-hidden="true">
          {initials(name)}
        </span>
      ))}
      {names.length > MOST && <span aria-hidden="true">+{names.length - MOST}</span>}
    </span>
  )
}
