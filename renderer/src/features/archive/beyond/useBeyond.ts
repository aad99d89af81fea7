import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { WrittenBeyond } from '../../../../../shared/api.ts'
import { ok } from '../../../../../shared/lib/result.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useHubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { writtenBeyond } from '../../../sync/hubClient.ts'
import { dateTimeText } from '../../../ui/dateText.ts'

type Change = WrittenBeyond['changes'][number]

export interface BeyondField {
  readonly field: string
  /** In words; the field's own name where there are none. */
  readonly label: string
  /** Whether it is worth showing to people: not a key that nobody reads. */
  readonly isReadable: boolean
  readonly recorded: string | null
  readonly written: string | null
}

export interface BeyondLine {
  readonly key: string
  readonly section: string
  readonly title: string
  readonly kind: Change['kind']
  /** Who and when, in words; empty if nobody knows. */
  readonly by: string
  readonly fields: readonly BeyondField[]
}

export interface Beyond {
  readonly lines: readonly BeyondLine[]
  /** The hub could not be asked. */
  readonly isUnknown: boolean
}

/** They hold keys, which mean nothing to people; the copied text has them. */
const OF_MACHINES: ReadonlySet<string> = new Set(['order', 'columnId', 'itemId', 'resolutionId', 'agendaItemIds'])

/** What was written of the meeting and is not in this archive of the hub's. */
export function useBeyond(file: string | null): Beyond {
  const { session, directory } = useJoined()
  const { t, i18n } = useTranslation(['archive', 'trail', 'board', 'common'])
  const people = useCollection(directory.people)
  const departments = useCollection(directory.departments)
  const ask = useCallback(async () => (file === null ? ok({ changes: [] }) : writtenBeyond(session, file)), [session, file])
  const { answer } = useHubAnswer(ask)
  return useMemo(() => {
    const changes = answer.state === 'there' ? answer.value.changes : []
    const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? t('common:formerPerson')
    const names = new Map(departments.map(({ id, name }) => [id, name]))
    const inWords = (value: string | null, field: string): string | null => (value === null ? null : field === 'priority' && i18n.exists(`board:priority.${value}`) ? t(`board:priority.${value}` as 'board:priority.high') : (names.get(value) ?? value))
    const labelOf = ({ section }: Change, field: string): string | undefined => {
      const key = `trail:field.${section}.${field}`
      return i18n.exists(key) ? t(key as 'trail:field.other') : undefined
    }
    const lines = changes.map((change) => ({
      key: `${change.section} ${change.recordId} ${change.fields.map(({ written }) => written).join(' ')}`,
      section: i18n.exists(`archive:beyond.section.${change.section}`) ? t(`beyond.section.${change.section}` as 'beyond.section.notes') : change.section,
      title: change.title,
      kind: change.kind,
      by: change.by.map(({ personId, at }) => (at === null ? nameOf(personId) : t('beyond.byAt', { who: nameOf(personId), at: dateTimeText(at, i18n.language) }))).join(t('trail:comma')),
      fields: change.fields.map(({ field, recorded, written }) => {
        const label = labelOf(change, field)
        return { field, label: label ?? field, isReadable: label !== undefined && !OF_MACHINES.has(field) && Boolean(recorded || written), recorded: inWords(recorded, field), written: inWords(written, field) }
      }),
    }))
    return { lines, isUnknown: answer.state === 'failed' }
  }, [answer, departments, i18n, people, t])
}
