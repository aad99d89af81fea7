import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { PositionMark } from './PositionMark.tsx'
import { useDirectoryOrder } from '../useDirectoryOrder.ts'
import { useItemDecision } from './useItemDecision.ts'
import { useUsualSubject } from './useSubject.ts'
import type { Subject } from './useSubjects.ts'

/** Beside the people: a mark for each department on what the room is at. Nothing while nobody was asked. */
export function PositionsPane({ agenda }: { readonly agenda: readonly AgendaEntry[] }) {
  const current = agenda.find(({ isCurrent }) => isCurrent)
  return current ? <CurrentPositions itemId={current.item.id} /> : null
}

function CurrentPositions({ itemId }: { readonly itemId: string }) {
  const subject = useUsualSubject(itemId)
  return subject ? <Marks itemId={itemId} subject={subject} /> : null
}

function Marks({ itemId, subject }: { readonly itemId: string; readonly subject: Subject }) {
  const { t } = useTranslation('positions')
  const { nameOf } = useDepartments()
  const inOrder = useDirectoryOrder()
  const { rule, entitled, positions, met } = useItemDecision(itemId, subject.id)
  if (rule === null && positions.size === 0) return null
  return (
    <section className="pane-section" data-testid="positions-pane">
      <h3>{t('pane.title')}</h3>
      <p className="position-pane-subject">{t('pane.subject', { title: subject.label })}</p>
      <ul className="people-list">
        {inOrder(entitled.map(({ id }) => id)).map((id) => {
          const position = positions.get(id)
          return (
            <li key={id} className="position-pane-row">
              <span className="position-pane-name" title={nameOf(id)}>{nameOf(id)}</span>
              <PositionMark stance={position?.kind ?? 'none'} areConditionsMet={position?.conditions.every((condition) => met.has(condition.id)) ?? false} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
