import { Button, Switch } from '@blueprintjs/core'
import { ArrowLeft } from '@blueprintjs/icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { withFields, type ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import type { ArchiveSource } from '../../../hooks/earlier/readRecord.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { FailureText } from '../../../ui/FailureText.tsx'
import { FoundRecord } from '../record/FoundRecord.tsx'
import { itemOfPlace } from '../record/onlyItem.ts'
import { useArchive } from '../record/useArchive.ts'
import { useEscape } from '../useEscape.ts'
import type { Pane } from '../stepping/useSteps.ts'
import { searchOf } from '../search/searchOf.ts'

export interface ComparePageProps {
  readonly route: ArchiveRoute
  readonly file: string
  readonly beside: string
  readonly onBack: () => void
}

/** Two records next to each other, each at its place: what both say on the matter, or all of both. */
export function ComparePage({ route, file, beside, onBack }: ComparePageProps) {
  const { t } = useTranslation('archive')
  const [isWhole, setIsWhole] = useState(false)
  useEscape(onBack)
  return (
    <div className="archive archive-compare">
      <header className="archive-bar">
        <Button variant="minimal" icon={<ArrowLeft title={null} />} text={t(route.matter ? 'backToMatter' : 'backToResults')} title={t('backKey')} onClick={onBack} />
        <h1 className="archive-heading">{t('comparing')}</h1>
        <Switch className="compare-switch" label={t('wholeRecords')} checked={isWhole} onChange={(event) => setIsWhole(event.currentTarget.checked)} />
      </header>
      <div className="compare-panes">
        <ComparedRecord route={route} file={file} at={route.at ?? ''} pane="first" isWhole={isWhole} />
        <ComparedRecord route={route} file={beside} at={route.besideAt ?? ''} pane="second" isWhole={isWhole} />
      </div>
    </div>
  )
}

interface ComparedRecordProps {
  readonly route: ArchiveRoute
  readonly file: string
  readonly at: string
  readonly pane: Pane
  readonly isWhole: boolean
}

function ComparedRecord({ route, file, at, pane, isWhole }: ComparedRecordProps) {
  const { t } = useTranslation(['archive', 'common'])
  const sentence = useSentence()
  const source = useMemo<ArchiveSource>(() => ({ kind: 'listed', file }), [file])
  const shown = useArchive(source)
  const alone = routeHref(withFields({ ...route, file }, { at, beside: '', besideAt: '' }))
  const bar = (): ReactNode => (
    <p className="compare-bar">
      <a href={alone}>{t('openAlone')}</a>
    </p>
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section className="compare-pane" tabIndex={0} aria-label={t(`pane.${pane}`)}>
      {shown.state === 'loading' && <p className="archive-note">{t('common:loading')}</p>}
      {shown.state === 'failed' && <FailureText>{sentence(shown.failure)}</FailureText>}
      {shown.state === 'open' && (
        <FoundRecord key={String(isWhole)} archive={shown.archive} search={searchOf(route)} at={at} pane={pane} only={isWhole ? null : itemOfPlace(shown.archive.snapshot, at)} bar={bar} />
      )}
    </section>
  )
}
