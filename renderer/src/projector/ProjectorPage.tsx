import type { i18n } from 'i18next'
import { useEffect } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { clockText } from '../../../shared/lib/clockText.ts'
import type { ProjectorAddress } from '../../../shared/lib/projectorLink.ts'
import { elapsedOf } from '../../../shared/room/clockOf.ts'
import type { ProjectedFrame } from '../../../shared/room/projector/ProjectedFrameSchema.ts'
import { FrameView } from './FrameView.tsx'
import { useFrames } from './useFrames.ts'
import { useHubNow } from './useHubNow.ts'

export interface ProjectorPageProps {
  /** Undefined if the page was opened without a code. */
  readonly address: ProjectorAddress | undefined
  readonly i18n: i18n
}

/** [C7] The room's big screen: shows what the chair chose, and holds nothing else. */
export function ProjectorPage({ address, i18n }: ProjectorPageProps) {
  return <I18nextProvider i18n={i18n}>{address ? <Followed address={address} /> : <Message name="noCode" />}</I18nextProvider>
}

function Message({ name }: { readonly name: 'noCode' | 'ended' | 'closed' | 'waiting' }) {
  const { t } = useTranslation('projector')
  return (
    <main className="screen screen-blank" data-testid="projector" data-state={name}>
      <p>{t(name)}</p>
    </main>
  )
}

function Followed({ address }: { readonly address: ProjectorAddress }) {
  const shown = useFrames(address)
  if (shown.state !== 'shown') return <Message name={shown.state} />
  return <Screen frame={shown.frame} skew={shown.skew} isCut={shown.isCut} />
}

interface ScreenProps {
  readonly frame: ProjectedFrame
  readonly skew: number
  readonly isCut: boolean
}

function Screen({ frame: { title, content, isFrozen }, skew, isCut }: ScreenProps) {
  const { t } = useTranslation('projector')
  useEffect(() => {
    document.title = title
  }, [title])
  if (!content)
    return (
      <main className="screen screen-blank" data-testid="projector" data-state="blank">
        <h1>{title}</h1>
      </main>
    )
  const { item, clock, view } = content
  return (
    <main className="screen" data-testid="projector" data-state="shown" data-view={view.view}>
      <header className="screen-head">
        <p className="screen-meeting">
          <span>{title}</span>
          <span>{t('itemOf', { number: item.number, count: item.count })}</span>
          {isFrozen && <span className="screen-mark">{t('frozen')}</span>}
          {isCut && <span className="screen-mark" role="status">{t('cut')}</span>}
        </p>
        <Clock clock={clock} skew={skew} />
        <h1>{item.title}</h1>
      </header>
      <FrameView key={view.view} view={view} skew={skew} />
    </main>
  )
}

interface ClockProps {
  readonly clock: NonNullable<ProjectedFrame['content']>['clock']
  readonly skew: number
}

function Clock({ clock, skew }: ClockProps) {
  const { t } = useTranslation('projector')
  const elapsed = Math.floor(elapsedOf(clock, useHubNow(skew)) / 1000)
  const planned = clock.planned / 1000
  const isOver = planned > 0 && elapsed > planned
  return (
    <p className="screen-clock" data-over={isOver || undefined}>
      <span className="figure" role="timer" aria-label={t('clock')}>
        {clockText(elapsed)}
      </span>
      {planned > 0 && <span>{isOver ? t('over', { time: clockText(elapsed - planned) }) : t('planned', { time: clockText(planned) })}</span>}
    </p>
  )
}
