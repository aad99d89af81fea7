export interface ArchiveScreenProps {
  /** The archive to show, as listed; null shows the list. */
  readonly file: string | null
}

export function ArchiveScreen(_props: ArchiveScreenProps) {
  return null
}
