import { Button, ButtonGroup } from '@blueprintjs/core'
import { Bold, Header, Italic, List, NumberedList } from '@blueprintjs/icons'
import { useEditorState, type Editor } from '@tiptap/react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'

interface Tool {
  readonly name: 'bold' | 'italic' | 'heading' | 'bulletList' | 'orderedList'
  readonly icon: ReactElement
  readonly keys: string
  readonly press: (editor: Editor) => void
}

const TOOLS: readonly Tool[] = [
  { name: 'bold', icon: <Bold />, keys: 'Ctrl+B', press: (editor) => editor.chain().focus().toggleBold().run() },
  { name: 'italic', icon: <Italic />, keys: 'Ctrl+I', press: (editor) => editor.chain().focus().toggleItalic().run() },
  { name: 'heading', icon: <Header />, keys: 'Ctrl+Alt+3', press: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run() },
  { name: 'bulletList', icon: <List />, keys: 'Ctrl+Shift+8', press: (editor) => editor.chain().focus().toggleBulletList().run() },
  { name: 'orderedList', icon: <NumberedList />, keys: 'Ctrl+Shift+7', press: (editor) => editor.chain().focus().toggleOrderedList().run() },
]

export function NoteToolbar({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('notes')
  const active = useEditorState({ editor, selector: (state) => TOOLS.filter(({ name }) => state.editor.isActive(name)).map(({ name }) => name).join(' ') }).split(' ')
  return (
    <ButtonGroup className="note-tools" role="toolbar" aria-label={t('toolbar')} variant="minimal">
      {TOOLS.map(({ name, icon, keys, press }) => (
        <Button
          key={name}
          size="small"
          icon={icon}
          aria-label={t(name)}
          title={`${t(name)} (${keys})`}
          aria-pressed={active.includes(name)}
          active={active.includes(name)}
          // The selection stays in the text while a button is pressed.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => press(editor)}
        />
      ))}
    </ButtonGroup>
  )
}
