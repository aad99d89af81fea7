import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from './usePages.ts'

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
  /** Rows to a page where something stands above them. */
  readonly most?: number
  /** Rows of many lines. */
  readonly isLong?: boolean
}

/** Rows that never scroll: what is more turns page by page. */
export function PagedList({ title, rows: all, empty, most, isLong = false }: PagedListProps) {
  const { t } = useTranslation('projector')
  const { rows, page, count } = usePages(all, most)
  return (
    <div className="paged">
      {(title !== undefined || count > 1) && (
        <h2>
          {title}
          {count > 1 && <span className="paged-page">{t('page', { page, count })}</span>}
        </h2>
      )}
      {all.length === 0 && empty !== undefined && <p className="muted">{empty}</p>}
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
    </div>
  )
}
