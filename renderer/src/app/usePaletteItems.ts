import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection } from '../hooks/useCollection.ts'
import { useDepartments } from '../hooks/useDepartments.ts'
import type { PaletteItem } from '../hooks/usePalette.ts'
import { go } from '../hooks/useRoute.ts'
import { useJoined } from '../hooks/useSession.ts'
import { dateTimeText } from '../ui/dateText.ts'

/** Everything the palette finds: what the screen adds, then meetings (latest first), then commands and screens, then people. */
export function usePaletteItems(extras: readonly PaletteItem[], commands: readonly PaletteItem[]): readonly PaletteItem[] {
  const { t, i18n } = useTranslation(['frame', 'common'])
  const { directory } = useJoined()
  const meetings = useCollection(directory.meetings)
  const people = useCollection(directory.people)
  const { nameOf } = useDepartments()
  return useMemo(() => {
    const meetingItems = meetings
      .toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt))
      .map((meeting) => ({
        id: `meeting ${meeting.id}`,
        group: t('palette.meetings'),
        label: meeting.title,
        detail: dateTimeText(meeting.startsAt, i18n.language),
        run: () => go({ screen: 'meeting', id: meeting.id, tab: 'agenda', itemId: null }),
      }))
    const personItems = people.map((person) => ({
      id: `person ${person.id}`,
      group: t('palette.people'),
      label: person.name,
      detail: [nameOf(person.departmentId), t(`common:role.${person.role}`)].filter(Boolean).join(' · '),
      run: () => go({ screen: 'people' }),
    }))
    return [...extras, ...meetingItems, ...commands, ...personItems]
  }, [extras, commands, meetings, people, nameOf, t, i18n.language])
}
