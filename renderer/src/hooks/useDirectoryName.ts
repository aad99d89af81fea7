import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection } from './useCollection.ts'
import { useJoined } from './useSession.ts'

/** Who that is, by id, outside a meeting. */
export function useDirectoryName(): (id: string) => string {
  const { t } = useTranslation('common')
  const people = useCollection(useJoined().directory.people)
  return useCallback((id) => people.find((person) => person.id === id)?.name ?? t('formerPerson'), [people, t])
}
