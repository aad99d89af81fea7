import { useTranslation } from 'react-i18next'
import { noteBody } from '../../../../../shared/model/notes.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { NoteEditor } from '../notes/NoteEditor.tsx'

/** The notes that all take together. */
export function Discussion({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('notes')
  const body = noteBody(useMeeting().meeting, itemId)
  return (
    <section className="item-section" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {body && <NoteEditor body={body} itemId={itemId} />}
    </section>
  )
}
