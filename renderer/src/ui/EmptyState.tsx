import type { ReactNode } from 'react'
import './emptyState.css'

export interface EmptyStateProps {
  /** One sentence: why nothing is here and what this place is for. */
  readonly text: string
  /** The one next action. */
  readonly action?: ReactNode
}

export function EmptyState({ text, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p>{text}</p>
      {action}
    </div>
  )
}
