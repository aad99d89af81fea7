import { useCallback, useEffect } from 'react'
import { useMeeting } from './useMeeting.ts'
import type { PresentPerson } from './usePresence.ts'

/** Tells the room which field (`<section>/<record>/<key>`) this window is editing; null when it stops or leaves. */
export function useEditing(): (field: string | null) => void {
  const { presence } = useMeeting().connection
  const tell = useCallback((field: string | null) => presence.announce({ editing: field }), [presence])
  useEffect(() => () => presence.announce({ editing: null }), [presence])
  return tell
}

/** Names of those who are editing a field that begins so: a record's (`issues/ID/`) or one of its fields. */
export function editorNames(people: readonly PresentPerson[], prefix: string): readonly string[] {
  return [...new Set(people.filter((person) => person.editing?.startsWith(prefix)).map((person) => person.person.name))]
}
