import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { EditorContent, useEditor, useEditorState, type Extensions } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { XmlFragment } from 'yjs'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { caretHue } from '../people/caretHue.ts'
import { NarrowRemoteChanges } from './NarrowRemoteChanges.ts'
import { NoteToolbar } from './NoteToolbar.tsx'
import { renderCaret, selectionAttributes } from './renderCaret.ts'
import './notes.css'

export interface NoteEditorProps {
  readonly body: XmlFragment
  readonly itemId: string
}

/**
 * The rich-text editor over an item's shared notes: the one place where a view touches the document's own types. What
 * it can write is what `noteHtml` can read. Its undo is its own and takes back only what was typed here.
 */
export function NoteEditor({ body, itemId }: NoteEditorProps) {
  const { t } = useTranslation('notes')
  const { connection } = useMeeting()
  const { id, name } = useSelf()
  const mayWrite = useMayWrite('notes')
  const extensions = useMemo<Extensions>(
    () => [
      StarterKit.configure({ undoRedo: false, link: false, heading: { levels: [2, 3] }, trailingNode: false }),
      Collaboration.configure({ fragment: body }),
      NarrowRemoteChanges.configure({ syncKey: ySyncPluginKey }),
      CollaborationCaret.configure({
        provider: connection,
        user: { name, hue: caretHue(id) },
        render: renderCaret,
        selectionRender: selectionAttributes,
      }),
    ],
    [body, connection, id, name],
  )
  const label = t('title')
  const editor = useEditor(
    {
      extensions,
      // The page's content policy allows no style elements; notes.css has what the editor needs.
      injectCSS: false,
      editable: mayWrite,
      editorProps: { attributes: { class: 'note-body', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, 'data-testid': 'note-body' } },
    },
    [extensions, label],
  )
  const isEmpty = useEditorState({ editor, selector: (state) => state.editor.isEmpty })
  useEffect(() => {
    editor.setEditable(mayWrite, false)
    editor.view.dom.setAttribute('aria-readonly', String(!mayWrite))
  }, [editor, mayWrite])
  return (
    <div className="note" data-read-only={!mayWrite || undefined} data-item={itemId}>
      {mayWrite && <NoteToolbar editor={editor} />}
      <div className="note-sheet">
        {isEmpty && <p className="note-hint">{t(mayWrite ? 'hint' : 'none')}</p>}
        <EditorContent editor={editor} />
      </div>
    </div>
  )
}
