import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveSource } from '../../../hooks/earlier/readRecord.ts'
import { useHost } from '../../../hooks/useHost.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { fetchWithProof } from '../../../sync/hubClient.ts'

export interface RecordActionsProps {
  readonly source: ArchiveSource
  /** The file's own name. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What can be done with one open record. */
export function RecordActions({ source, name, bytes }: RecordActionsProps) {
  const { t } = useTranslation('archive')
  const host = useHost()
  const notice = useNotice()
  const save = async (as: string, content: Uint8Array): Promise<void> => {
    const saved = await host.saveFile(as, content)
    if (saved.ok) notice.success(t('saved', { name: as }))
    else if (saved.error.kind !== 'cancelled') notice.error(saved.error)
  }
  return (
    <>
      <Button text={t('print')} onClick={() => window.print()} />
      <Button text={t('saveCopy')} onClick={() => save(name, bytes)} />
      {source.kind === 'listed' && <ProofButton file={source.file} onFetched={(zip) => save(name.replace(/\.sqlite$/, '.zip'), zip)} />}
    </>
  )
}

/** [A4] The record in a ZIP with what proves it, for somebody who does not have this program. */
function ProofButton({ file, onFetched }: { readonly file: string; readonly onFetched: (zip: Uint8Array) => Promise<void> }) {
  const { t } = useTranslation('archive')
  const { session } = useJoined()
  const notice = useNotice()
  const [isBusy, setBusy] = useState(false)
  const fetchAndSave = async (): Promise<void> => {
    setBusy(true)
    const fetched = await fetchWithProof(session, file)
    setBusy(false)
    if (fetched.ok) await onFetched(fetched.value)
    else notice.error(fetched.error)
  }
  return <Button text={t('saveWithProof')} title={t('saveWithProofHint')} loading={isBusy} onClick={fetchAndSave} />
}
