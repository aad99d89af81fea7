import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from './usePages.ts'

export interface PagedProps {
  readonly title?: string | undefined
  /** How many there are to read. */
  readonly characters: number
  readonly children: ReactNode
}

/** What never scrolls: more than the screen holds turns page by page, and says so. */
export function Paged({ title, characters, children }: PagedProps) {
  const { t } = useTranslation('projector')
  const { ref, page, count } = usePages(characters)
  return (
    <div className="paged">
      {(title !== undefined || count > 1) && (
        <h2>
          {title}
          {count > 1 && <span className="paged-page">{t('page', { page, count })}</span>}
        </h2>
      )}
      <div className="pages" ref={ref}>
        {children}
      </div>
    </div>
  )
}
