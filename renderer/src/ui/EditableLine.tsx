import { useEffect, useRef, useState, type ChangeEvent, type CompositionEvent, type KeyboardEvent } from 'react'
import { mergeText } from '../../../shared/lib/mergeText.ts'
import { isComposing } from './isComposing.ts'
import './editableLine.css'

export interface EditableLineProps {
  readonly value: string
  /** Accessible name; also shown, muted, while the value is empty. */
  readonly label: string
  /** Longer text: Enter breaks the line, Ctrl+Enter commits. */
  readonly isMultiline?: boolean
  /** Set where the person may not edit: shown on hover, and nothing opens. */
  readonly readOnlyReason?: string | null
  /** False keeps the editor open with what was typed: nothing is lost to a refusal. */
  readonly onCommit: (value: string) => boolean
  readonly onEditing?: (isEditing: boolean) => void
  /** What stands in the open editor, but for a word that an input method is still putting together; null once it is closed. */
  readonly onTyping?: (text: string | null) => void
  readonly className?: string
}

/** Text that is edited where it is read: click or Enter opens it, Enter and leaving commit, Esc gives up. */
export function EditableLine({ value, label, readOnlyReason, className = '', onEditing, ...rest }: EditableLineProps) {
  const [isOpen, setIsOpen] = useState(false)
  const toggle = (open: boolean): void => {
    setIsOpen(open)
    onEditing?.(open)
    if (!open) rest.onTyping?.(null)
  }
  const button = useRef<HTMLButtonElement>(null)
  const close = (isByKey: boolean): void => {
    toggle(false)
    if (isByKey) requestAnimationFrame(() => button.current?.focus())
  }
  if (isOpen) return <LineEditor {...rest} value={value} label={label} className={className} onClose={close} />
  const text = value || <span className="editable-line-empty">{label}</span>
  const classes = `editable-line ${rest.isMultiline ? 'editable-line-multi' : ''} ${className}`
  if (readOnlyReason) {
    return (
      <span className={classes} title={readOnlyReason} data-read-only>
        {text}
      </span>
    )
  }
  return (
    <button ref={button} type="button" className={classes} aria-label={value ? `${label}: ${value}` : label} onClick={() => toggle(true)}>
      {text}
    </button>
  )
}

interface LineEditorProps extends Pick<EditableLineProps, 'value' | 'label' | 'isMultiline' | 'onCommit' | 'onTyping' | 'className'> {
  readonly onClose: (isByKey: boolean) => void
}

function LineEditor({ value, label, isMultiline = false, onCommit, onTyping, className = '', onClose }: LineEditorProps) {
  const [text, setText] = useState(value)
  const base = useRef(value)
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const commit = (isByKey: boolean): void => {
    const merged = mergeText(base.current, value, text)
    if (merged === value || onCommit(merged)) onClose(isByKey)
    else if (isByKey) field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose(true)
    } else if (event.key === 'Enter' && (!isMultiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      commit(true)
    }
  }
  const shared = {
    ref: field,
    value: text,
    'aria-label': label,
    className: `editable-line-field ${className}`,
    onKeyDown,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setText(event.target.value)
      if (!(event.nativeEvent as InputEvent).isComposing) onTyping?.(event.target.value)
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement | HTMLTextAreaElement>) => onTyping?.(event.currentTarget.value),
    onBlur: () => commit(false),
  }
  return isMultiline ? <textarea {...shared} rows={Math.min(12, Math.max(4, text.split('\n').length + 1))} /> : <input type="text" {...shared} />
}
