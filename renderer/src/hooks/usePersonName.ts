import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { HUB_AUTHOR } from '../../../shared/sync/check/ClientOwners.ts'
import { useCollection } from './useCollection.ts'
import { useMeeting } from './useMeeting.ts'
import { useJoined } from './useSession.ts'

/**
 * Who that is, by id, inside a meeting: as the directory has them, else as they signed in at this meeting; the hub and
 * people who are no longer known have words too.
 */
export function usePersonName(): (id: string) => string {
  const { t } = useTranslation('common')
  const people = useCollection(useJoined().directory.people)
  const attendance = useCollection(useMeeting().meeting.attendance)
  return useCallback(
    (id) => {
      if (HUB_AUTHORS.has(id)) return t('hub')
      return (people.find((person) => person.id === id) ?? attendance.find((person) => person.id === id))?.name || t('formerPerson')
    },
    [people, attendance, t],
  )
}

/** In histories, and in the events of its own commands. */
const HUB_AUTHORS: ReadonlySet<string> = new Set([HUB_AUTHOR, 'hub'])
