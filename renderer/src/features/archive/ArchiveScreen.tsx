import { useMemo, useState } from 'react'
import { withFields, type ArchiveRoute } from '../../hooks/archiveRoute.ts'
import type { ArchiveSource } from '../../hooks/earlier/readRecord.ts'
import { useHost } from '../../hooks/useHost.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { go } from '../../hooks/useRoute.ts'
import { ArchiveVisit } from './ArchiveVisit.ts'
import { ComparePage } from './compare/ComparePage.tsx'
import { ArchiveHome } from './home/ArchiveHome.tsx'
import { useImports } from './importing/useImports.ts'
import { MatterPage } from './matter/MatterPage.tsx'
import { ArchivePage } from './record/ArchivePage.tsx'
import { usePicks } from './usePicks.ts'
import './archive.css'
import './finding.css'

/** Marks a file of this machine in the address, so that Back leads away from it. Its bytes are not there: a reload shows the list. */
const PICKED = 'picked:'

/** The records of closed meetings: the workspace's own, and files from elsewhere. Nothing here changes one. */
export function ArchiveScreen({ route }: { readonly route: ArchiveRoute }) {
  const host = useHost()
  const notice = useNotice()
  const picks = usePicks()
  const imports = useImports()
  const [visit] = useState(() => new ArchiveVisit())
  const [picked, setPicked] = useState<ArchiveSource | null>(null)
  const { file, matter, beside } = route
  const isPicked = file?.startsWith(PICKED) ?? false
  const listed = useMemo<ArchiveSource | null>(() => (file === null || isPicked ? null : { kind: 'listed', file }), [file, isPicked])
  const source = isPicked ? picked : listed
  const pickFile = async (): Promise<void> => {
    const chosen = await host.pickFile(['sqlite'])
    if (chosen.ok) {
      setPicked({ kind: 'picked', ...chosen.value })
      go({ screen: 'archive', file: PICKED + chosen.value.name })
    } else if (chosen.error.kind !== 'cancelled') notice.error(chosen.error)
  }
  /** From a record to where it was found, from there to the search. */
  const back = (): void => go(withFields({ ...route, file: null }, file === null ? { matter: '', meeting: '' } : { at: '', beside: '', besideAt: '' }))
  if (file !== null && beside) return <ComparePage key={`${file} ${beside}`} route={route} file={file} beside={beside} onBack={back} />
  if (source) return <ArchivePage key={file} route={route} source={source} onBack={back} onPickFile={pickFile} />
  if (matter) return <MatterPage key={matter} route={route} text={matter} picks={picks} onBack={back} />
  return <ArchiveHome route={route} visit={visit} picks={picks} imports={imports} onPickFile={pickFile} />
}
