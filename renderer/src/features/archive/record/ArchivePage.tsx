import { Button } from '@blueprintjs/core'
import { ArrowLeft } from '@blueprintjs/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import type { ArchiveSource } from '../../../hooks/earlier/readRecord.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { BeyondRecord } from '../beyond/BeyondRecord.tsx'
import { useBeyond } from '../beyond/useBeyond.ts'
import { isApart } from '../isApart.ts'
import { isForeign } from '../isForeign.ts'
import { searchOf } from '../search/searchOf.ts'
import { useEscape } from '../useEscape.ts'
import { ForeignNote } from './ForeignNote.tsx'
import { FoundRecord } from './FoundRecord.tsx'
import { RecordActions } from './RecordActions.tsx'
import { SealLines } from './SealLines.tsx'
import { useArchive } from './useArchive.ts'
import { useForeignSource } from './useForeignSource.ts'

export interface ArchivePageProps {
  readonly route: ArchiveRoute
  readonly source: ArchiveSource
  readonly onBack: () => void
  readonly onPickFile: () => void
}

/** One archive, open for reading; or the reason why it does not open. */
export function ArchivePage({ route, source, onBack, onPickFile }: ArchivePageProps) {
  const { t } = useTranslation(['archive', 'common'])
  const sentence = useSentence()
  const shown = useArchive(source)
  const name = source.kind === 'picked' ? source.name : (source.file.split('/').at(-1) ?? source.file)
  const isOfOneHub = source.kind === 'listed' && isApart(source.file)
  const beyond = useBeyond(source.kind === 'listed' && !isOfOneHub ? source.file : null)
  const foreign = useForeignSource(source.kind === 'listed' ? source.file : null)
  useEscape(onBack)
  const bar = (steps: ReactNode) => (
    <>
      <header className="archive-bar archive-record-bar">
        <Button variant="minimal" icon={<ArrowLeft title={null} />} text={t(route.q ? 'backToResults' : route.matter ? 'backToMatter' : 'back')} title={t('backKey')} onClick={onBack} />
        <span className="archive-file" title={name}>
          {name}
        </span>
        {steps}
        <Button text={t('openFile')} onClick={onPickFile} />
        {shown.state === 'open' && <RecordActions source={source} name={name} bytes={shown.bytes} />}
      </header>
      {source.kind === 'listed' && isForeign(source.file) && <ForeignNote source={foreign} />}
      {isOfOneHub && <p className="archive-note">{t('apart.note')}</p>}
      {shown.state === 'open' && <BeyondRecord beyond={beyond} />}
    </>
  )
  return (
    <div className="archive archive-page">
      {shown.state !== 'open' && bar(null)}
      {shown.state === 'loading' && <p className="archive-note">{t('common:loading')}</p>}
      {shown.state === 'failed' && <FailureText>{sentence(shown.failure)}</FailureText>}
      {shown.state === 'open' && <FoundRecord archive={shown.archive} search={searchOf(route)} at={route.at ?? ''} pane="first" bar={bar} />}
      {shown.state === 'open' && source.kind === 'listed' && <SealLines file={source.file} meetingId={shown.archive.snapshot.info.id} bytes={shown.bytes} />}
    </div>
  )
}
