import { useTranslation } from 'react-i18next'
import { presentPositions } from '../../../../../shared/model/positions.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { Answers } from '../positions/Answers.tsx'
import { StatedLine } from '../positions/StatedLine.tsx'

/** [M7] What was said against it, word for word, also by who changed their mind later. */
export function Dissent({ subjectId }: { readonly subjectId: string }) {
  const { t } = useTranslation(['adopting', 'positions'])
  const { meeting } = useMeeting()
  const { nameOf } = useDepartments()
  const positions = useCollection(meeting.positions)
  const present = presentPositions(positions, subjectId)
  const dissent = positions.filter((position) => position.subjectId === subjectId && position.kind === 'oppose').toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  if (dissent.length === 0) return null
  return (
    <section className="dissent" data-testid="dissent">
      <h3>{t('dissent', { count: dissent.length })}</h3>
      <ul>
        {dissent.map((position) => {
          const later = present.get(position.departmentId)?.kind
          return (
            <li key={position.id}>
              <p>
                <strong>{t('dissentOf', { name: nameOf(position.departmentId) })}</strong>
                {later !== undefined && later !== 'oppose' && <span className="dissent-later">{t('later', { stance: t(`positions:stance.${later}`) })}</span>}
              </p>
              <blockquote>{position.reason}</blockquote>
              <StatedLine position={position} />
              <Answers positionId={position.id} departmentId={position.departmentId} isOffered={false} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
