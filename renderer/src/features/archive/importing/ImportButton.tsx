import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useJoined, useMayAsk } from '../../../hooks/useSession.ts'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import { bundleFiles } from './bundleFiles.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { useFileDrop } from './useFileDrop.ts'
import type { Imports } from './useImports.ts'
import './importing.css'

/** The way for archives from elsewhere: a button, and files that are dropped anywhere on the screen. */
export function ImportButton({ imports }: { readonly imports: Imports }) {
  const { t } = useTranslation('archive')
  const { directoryConnection } = useJoined()
  const notice = useNotice()
  const mayImport = useMayAsk('import-archive')
  const isLive = useRoomState(directoryConnection).state === 'live'
  const [isOpen, setOpen] = useState(false)
  const { queue, lines, done } = imports
  const refusal = !mayImport ? 'role-refused' : isLive ? null : 'hub-unreachable'
  const take = useCallback(
    (groups: readonly (readonly File[])[]) => {
      if (refusal) return notice.error({ kind: refusal })
      for (const files of groups) queue.add(bundleFiles(files))
      setOpen(true)
    },
    [refusal, notice, queue],
  )
  const isDragged = useFileDrop(take)
  const reason = !mayImport ? t('import.onlySecretary') : !isLive && lines.length === 0 ? t('import.offline') : undefined
  return (
    <>
      <GuardedButton text={done < lines.length ? t('import.running', { count: lines.length - done }) : t('import.button')} reason={reason} onClick={() => setOpen(true)} />
      {isDragged && !isOpen && refusal === null && (
        <div className="import-over" aria-hidden="true">
          {t('import.dropNow')}
        </div>
      )}
      {isOpen && <ImportDialog imports={imports} isDragged={isDragged} onChoose={take} onClose={() => setOpen(false)} />}
    </>
  )
}
