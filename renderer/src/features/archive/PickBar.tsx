import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { archiveFile, withFields, type ArchiveRoute } from '../../hooks/archiveRoute.ts'
import { go } from '../../hooks/useRoute.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { CiteDialog } from './citing/CiteDialog.tsx'
import type { Pick, Picks } from './usePicks.ts'

/** What can be done with the texts that were picked out. Not there while none is. */
export function PickBar({ picks, route }: { readonly picks: Picks; readonly route: ArchiveRoute }) {
  const { t } = useTranslation('archive')
  const [isCiting, setIsCiting] = useState(false)
  const { list } = picks
  const [first, second] = list
  const cited = list.filter(({ kind }) => CITED.includes(kind))
  const compare = (): void => {
    if (!first || !second) return
    go(withFields({ ...route, file: archiveFile(first.path) }, { at: placeOf(first), beside: archiveFile(second.path), besideAt: placeOf(second) }))
  }
  if (!first) return null
  return (
    <div className="pick-bar" role="region" aria-label={t('picked', { count: list.length })}>
      <span role="status">{t('picked', { count: list.length })}</span>
      <GuardedButton text={t('compare')} reason={list.length === 2 ? undefined : t('compareNeedsTwo')} onClick={compare} />
      <GuardedButton intent="primary" text={t('cite')} reason={cited.length > 0 ? undefined : t('citeNeedsDecision')} onClick={() => setIsCiting(true)} />
      <Button variant="minimal" text={t('clearPicks')} onClick={picks.clear} />
      {isCiting && <CiteDialog picks={cited} matter={route.matter} meetingId={route.meeting} onClose={() => setIsCiting(false)} />}
    </div>
  )
}

/** What is decided or to be done can be cited; what somebody noted is no decision. */
const CITED: readonly Pick['kind'][] = ['resolution', 'action']

function placeOf({ kind, ref }: Pick): string {
  return `${kind}/${ref}`
}
