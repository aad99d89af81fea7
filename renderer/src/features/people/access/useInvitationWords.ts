import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationLine } from '../../../../../shared/api.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useJoined } from '../../../hooks/useSession.ts'

export interface InvitationWords {
  /** `单位代表 · 住建局`, or who signs in on one more device. */
  readonly whom: (invitation: InvitationLine) => string
  readonly by: (invitation: InvitationLine) => string
}

/** Invitations as people speak of them, since nobody has their codes. */
export function useInvitationWords(): InvitationWords {
  const { t } = useTranslation(['people', 'common'])
  const people = useCollection(useJoined().directory.people)
  const { nameOf } = useDepartments()
  return useMemo(() => {
    const personName = (id: string): string => people.find((person) => person.id === id)?.name ?? t('common:formerPerson')
    return {
      whom: ({ role, departmentId, personId }) => {
        if (personId !== null) return t('invitations.again', { name: personName(personId) })
        return [t(`common:role.${role}`), nameOf(departmentId)].filter(Boolean).join(' · ')
      },
      by: ({ createdBy, createdAt }) => {
        if (createdBy !== null) return personName(createdBy)
        return createdAt === null ? '' : t('invitations.byHub')
      },
    }
  }, [people, nameOf, t])
}
