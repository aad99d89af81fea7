import { useState } from 'react'
import { currentDraft } from '../../../../../shared/model/resolutions.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useSubjects, type Subject } from './useSubjects.ts'

/** What an item's positions are about unless somebody chose: the draft it is at, else the first there is. */
export function useUsualSubject(itemId: string): Subject | undefined {
  const { meeting } = useMeeting()
  const draft = currentDraft(useCollection(meeting.resolutions), useCollection(meeting.adoptions), itemId)
  const subjects = useSubjects(itemId)
  return subjects.find(({ id }) => id === draft?.id) ?? subjects[0]
}

/** The same, and what was chosen in this window, which remembers it by item. */
export function useSubject(itemId: string): readonly [subject: Subject | undefined, choose: (id: string) => void] {
  const key = `huishang/subject/${useMeeting().id}/${itemId}`
  const usual = useUsualSubject(itemId)
  const subjects = useSubjects(itemId)
  const [chosenId, setChosenId] = useState(() => window.sessionStorage.getItem(key))
  const choose = (id: string): void => {
    setChosenId(id)
    try {
      window.sessionStorage.setItem(key, id)
    } catch {
      // A full or forbidden storage costs the memory of a choice, nothing else.
    }
  }
  return [subjects.find(({ id }) => id === chosenId) ?? usual, choose]
}
