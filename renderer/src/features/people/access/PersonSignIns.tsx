import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import type { SessionLine } from '../../../../../shared/api.ts'
import type { Person } from '../../../../../shared/schema/directory.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { go } from '../../../hooks/useRoute.ts'
import { SignInCells } from '../../../ui/SignInCells.tsx'
import type { Ending } from './EndSignInDialog.tsx'

export interface PersonSignInsProps {
  readonly person: Person
  readonly sessions: readonly SessionLine[]
  readonly now: Date
  readonly onEnd: (ending: Ending) => void
}

/** One person's block of the table: who, then a row for each place they are signed in at. */
export function PersonSignIns({ person, sessions, now, onEnd }: PersonSignInsProps) {
  const { t } = useTranslation(['signIns', 'common'])
  const { nameOf } = useDepartments()
  const { name } = person
  const others = sessions.filter(({ isCurrent }) => !isCurrent)
  const belongs = [nameOf(person.departmentId), t(`common:role.${person.role}`)].filter(Boolean).join(' · ')
  return (
    <tbody>
      <tr className="sign-in-person">
        <th scope="rowgroup" colSpan={3}>
          <span className="sign-in-name">{name}</span> <span className="access-note">{belongs}</span>
          {sessions.length === 0 && <span className="sign-in-none">{t('none')}</span>}
        </th>
        <td className="access-act">
          {others.length > 1 && <Button size="small" variant="minimal" text={t('endAll', { count: others.length })} aria-label={t('endAllOf', { name, count: others.length })} onClick={() => onEnd({ kind: 'all', person, count: others.length })} />}
          <Button size="small" variant="minimal" text={t('another')} aria-label={t('anotherOf', { name })} onClick={() => go({ screen: 'people', returning: person.id })} />
        </td>
      </tr>
      {sessions.map((session) => (
        <tr key={session.id} data-testid="sign-in">
          <SignInCells {...session} now={now} />
          <td className="access-act">
            {!session.isCurrent && (
              <Button
                size="small"
                variant="outlined"
                text={t('end')}
                aria-label={t('endOf', { name, client: t(`client.${session.client}`) })}
                onClick={() => onEnd({ kind: 'one', person, session })}
              />
            )}
          </td>
        </tr>
      ))}
    </tbody>
  )
}
