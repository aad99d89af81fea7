import type { ReactNode } from 'react'
import { Paged } from './Paged.tsx'

export interface Row {
  readonly key: string
  /** A shape or number before the text. */
  readonly mark: string
  readonly text: ReactNode
  readonly note?: string
  readonly figure?: string
  /** 0 to 100, drawn as a bar under the text. */
  readonly bar?: number | null
  readonly stance?: string
}

export interface PagedListProps {
  readonly title?: string
  readonly rows: readonly Row[]
  /** Said where there is none. */
  readonly empty?: string
  /** Rows of many lines. */
  readonly isLong?: boolean
}

/** Rows, each whole on its page unless it is longer than that. */
export function PagedList({ title, rows, empty, isLong = false }: PagedListProps) {
  const characters = rows.reduce((sum, { text, note = '' }) => sum + note.length + (typeof text === 'string' ? text.length : 0), 0)
  return (
    <Paged title={title} characters={characters}>
      {rows.length === 0 && empty !== undefined && <p className="muted">{empty}</p>}
      <ol className={isLong ? 'rows rows-long' : 'rows'}>
        {rows.map(({ key, mark, text, note, figure, bar, stance }) => (
          <li key={key} data-stance={stance}>
            <span className="row-mark" aria-hidden={stance !== undefined || undefined}>{mark}</span>
            <span className="row-text">
              {text}
              {note && <span className="row-note">{note}</span>}
              {bar !== undefined && bar !== null && <meter className="row-bar" min={0} max={100} value={bar} aria-hidden="true" />}
            </span>
            {figure !== undefined && <span className="row-figure">{figure}</span>}
          </li>
        ))}
      </ol>
    </Paged>
  )
}
