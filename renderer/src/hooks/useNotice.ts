import { createContext, useContext } from 'react'
import { assert } from '../../../shared/lib/assert.ts'

/** An expected failure: `kind` names its sentence in `errors.json`; other fields fill it. */
export interface Failure {
  readonly kind: string
  /** Shown when the kind has no sentence of ours, e.g. from a newer hub. */
  readonly message?: string
}

export interface Notice {
  readonly error: (failure: Failure) => void
  readonly success: (text: string) => void
}

export const NoticeContext = createContext<Notice | null>(null)

/** Short messages at the edge of the window, read out to screen readers. */
export function useNotice(): Notice {
  const notice = useContext(NoticeContext)
  assert(notice !== null, 'useNotice outside NoticeContext')
  return notice
}
