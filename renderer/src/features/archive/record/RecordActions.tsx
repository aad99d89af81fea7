import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../../hooks/useHost.ts'
import { useNotice } from '../../../hooks/useNotice.ts'

export interface RecordActionsProps {
  /** The file's own name. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What can be done with one open record. */
export function RecordActions({ name, bytes }: RecordActionsProps) {
  const { t } = useTranslation('archive')
  const host = useHost()
  const notice = useNotice()
  const save = async (): Promise<void> => {
    const saved = await host.saveFile(name, bytes)
    if (saved.ok) notice.success(t('saved', { name }))
    else if (saved.error.kind !== 'cancelled') notice.error(saved.error)
  }
  return (
    <>
      <Button text={t('print')} onClick={() => window.print()} />
      <Button text={t('saveCopy')} onClick={save} />
    </>
  )
}
