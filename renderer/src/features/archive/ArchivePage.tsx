import { Button } from '@blueprintjs/core'
import { ArrowLeft } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../hooks/useHost.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { FailureText } from '../../ui/FailureText.tsx'
import { ArchiveRecord } from './ArchiveRecord.tsx'
import { BeyondRecord } from './BeyondRecord.tsx'
import { isApart } from './isApart.ts'
import { useArchive, type ArchiveSource } from './useArchive.ts'
import { useBeyond } from './useBeyond.ts'

export interface ArchivePageProps {
  readonly source: ArchiveSource
  readonly onBack: () => void
  readonly onPick: () => void
}

/** One archive, open for reading; or the reason why it does not open. */
export function ArchivePage({ source, onBack, onPick }: ArchivePageProps) {
  const { t } = useTranslation(['archive', 'common'])
  const host = useHost()
  const notice = useNotice()
  const sentence = useSentence()
  const shown = useArchive(source)
  const name = source.kind === 'picked' ? source.name : (source.file.split('/').at(-1) ?? source.file)
  const isOfOneHub = source.kind === 'listed' && isApart(source.file)
  const beyond = useBeyond(source.kind === 'listed' && !isOfOneHub ? source.file : null)
  const save = async (bytes: Uint8Array): Promise<void> => {
    const saved = await host.saveFile(name, bytes)
    if (saved.ok) notice.success(t('saved', { name }))
    else if (saved.error.kind !== 'cancelled') notice.error(saved.error)
  }
  return (
    <div className="archive archive-page">
      <header className="archive-bar">
        <Button variant="minimal" icon={<ArrowLeft title={null} />} text={t('back')} onClick={onBack} />
        <span className="archive-file" title={name}>
          {name}
        </span>
        <Button text={t('openFile')} onClick={onPick} />
        {shown.state === 'open' && <Button text={t('print')} onClick={() => window.print()} />}
        {shown.state === 'open' && <Button text={t('saveCopy')} onClick={() => save(shown.bytes)} />}
      </header>
      {shown.state === 'loading' && <p className="archive-note">{t('common:loading')}</p>}
      {shown.state === 'failed' && <FailureText>{sentence(shown.failure)}</FailureText>}
      {isOfOneHub && <p className="archive-note">{t('apart.note')}</p>}
      {shown.state === 'open' && <BeyondRecord beyond={beyond} />}
      {shown.state === 'open' && <ArchiveRecord archive={shown.archive} />}
    </div>
  )
}
