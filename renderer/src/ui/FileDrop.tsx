import { Button, ProgressBar } from '@blueprintjs/core'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { GuardedButton } from './GuardedButton.tsx'
import './fileDrop.css'

export interface FileDropProps {
  readonly label: string
  /** Why no file is taken; undefined if one is. */
  readonly reason: string | undefined
  readonly onFile: (file: File) => void
  /** Takes files that are dropped anywhere on it. */
  readonly children: (choose: ReactNode) => ReactNode
}

/** A place that takes a file, dropped on it or chosen by its button. */
export function FileDrop({ label, reason, onFile, children }: FileDropProps) {
  const [isOver, setIsOver] = useState(false)
  const drop = (event: DragEvent): void => {
    const [file] = event.dataTransfer.files
    setIsOver(false)
    if (!file) return
    // Or the window would open it in place of itself.
    event.preventDefault()
    if (reason === undefined) onFile(file)
  }
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = reason === undefined ? 'copy' : 'none'
    setIsOver(reason === undefined)
  }
  return (
    <div className="file-drop" data-over={isOver || undefined} onDragOver={over} onDragLeave={() => setIsOver(false)} onDrop={drop}>
      {children(<FileButton label={label} reason={reason} onFile={onFile} />)}
    </div>
  )
}

export interface FileButtonProps extends Pick<FileDropProps, 'label' | 'reason' | 'onFile'> {
  /** What it is for, where the label does not say it. */
  readonly name?: string
  readonly isMinimal?: boolean
}

/** A button that lets a file be chosen. */
export function FileButton({ label, name = label, reason, onFile, isMinimal = false }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
        aria-label={name}
        data-testid="file-input"
        disabled={reason !== undefined}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) onFile(file)
          currentTarget.value = ''
        }}
      />
      <GuardedButton size="small" variant={isMinimal ? 'minimal' : 'outlined'} text={label} aria-label={name} reason={reason} onClick={() => input.current?.click()} />
    </>
  )
}

export interface SendingProps {
  /** From 0 to 1. */
  readonly share: number
  readonly text: string
  readonly cancelLabel: string
  readonly onCancel: () => void
}

/** How much of a file has left, and the way to call it off. */
export function Sending({ share, text, cancelLabel, onCancel }: SendingProps) {
  return (
    <span className="file-sending" role="status">
      <span aria-hidden className="file-sending-bar">
        <ProgressBar value={share} animate={false} stripes={false} />
      </span>
      <span>{text}</span>
      <Button size="small" variant="minimal" text={cancelLabel} onClick={onCancel} />
    </span>
  )
}
