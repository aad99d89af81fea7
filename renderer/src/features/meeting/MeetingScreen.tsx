import type { ReactNode } from 'react'
import type { MeetingTab } from '../../hooks/useRoute.ts'

export interface MeetingScreenProps {
  readonly id: string
  readonly tab: MeetingTab
  /** The agenda item this window looks at; null follows the room. */
  readonly itemId: string | null
  readonly board: ReactNode
  readonly actions: ReactNode
}

export function MeetingScreen(_props: MeetingScreenProps) {
  return null
}
