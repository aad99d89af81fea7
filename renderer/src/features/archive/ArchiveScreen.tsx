import { useMemo, useState } from 'react'
import { useHost } from '../../hooks/useHost.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { go } from '../../hooks/useRoute.ts'
import { ArchiveList } from './ArchiveList.tsx'
import { ArchivePage } from './ArchivePage.tsx'
import type { ArchiveSource } from './useArchive.ts'
import './archive.css'

export interface ArchiveScreenProps {
  /** The archive to show, as listed; null shows the list. */
  readonly file: string | null
}

/** The records of closed meetings: the workspace's own, and files from elsewhere. Nothing here changes one. */
export function ArchiveScreen({ file }: ArchiveScreenProps) {
  const host = useHost()
  const notice = useNotice()
  const [picked, setPicked] = useState<ArchiveSource | null>(null)
  const listed = useMemo<ArchiveSource | null>(() => (file === null ? null : { kind: 'listed', file }), [file])
  const source = listed ?? picked
  const pick = async (): Promise<void> => {
    const chosen = await host.pickFile(['sqlite'])
    if (chosen.ok) setPicked({ kind: 'picked', ...chosen.value })
    else if (chosen.error.kind !== 'cancelled') notice.error(chosen.error)
  }
  const back = (): void => {
    setPicked(null)
    go({ screen: 'archive', file: null })
  }
  return source ? <ArchivePage key={source.kind === 'listed' ? source.file : 'picked'} source={source} onBack={back} onPick={pick} /> : <ArchiveList onPick={pick} />
}
