import type { Session } from '../../sync/session.ts'

export interface StartScreenProps {
  /** Set when somebody who has joined already opens an invitation. */
  readonly session: Session | null
  readonly onJoined: (session: Session) => void
}

export function StartScreen(_props: StartScreenProps) {
  return null
}
