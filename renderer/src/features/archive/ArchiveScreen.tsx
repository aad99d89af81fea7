import { useMemo, useState } from 'react'
import { useHost } from '../../hooks/useHost.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { go } from '../../hooks/useRoute.ts'
import { ArchiveList } from './ArchiveList.tsx'
import { ArchivePage } from './ArchivePage.tsx'
import type { ArchiveSource } from './useArchive.ts'
import './archive.css'

/** Marks a file of this machine in the address, so that Back leads away from it. Its bytes are not there: a reload shows the list. */
const PICKED = 'picked:'

export interface ArchiveScreenProps {
  /** The archive to show, as listed; null shows the list. */
  readonly file: string | null
}

/** The records of closed meetings: the workspace's own, and files from elsewhere. Nothing here changes one. */
export function ArchiveScreen({ file }: ArchiveScreenProps) {
  const host = useHost()
  const notice = useNotice()
  const [picked, setPicked] = useState<ArchiveSource | null>(null)
  const isPicked = file?.startsWith(PICKED) ?? false
  const listed = useMemo<ArchiveSource | null>(() => (file === null || isPicked ? null : { kind: 'listed', file }), [file, isPicked])
  const source = isPicked ? picked : listed
  const pick = async (): Promise<void> => {
    const chosen = await host.pickFile(['sqlite'])
    if (chosen.ok) {
      setPicked({ kind: 'picked', ...chosen.value })
      go({ screen: 'archive', file: PICKED + chosen.value.name })
    } else if (chosen.error.kind !== 'cancelled') notice.error(chosen.error)
  }
  return source ? <ArchivePage key={file} source={source} onBack={showList} onPick={pick} /> : <ArchiveList onPick={pick} />
}

function showList(): void {
  go({ screen: 'archive', file: null })
}
