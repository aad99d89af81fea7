import { useTranslation } from 'react-i18next'
import { clockText } from '../../../shared/lib/clockText.ts'
import type { ProjectedSpeaker, ProjectedView } from '../../../shared/room/projector/ProjectedFrameSchema.ts'
import { Paged } from './Paged.tsx'
import { PagedList } from './PagedList.tsx'
import { useHubNow } from './useHubNow.ts'

export interface FrameViewProps {
  readonly view: ProjectedView
  readonly skew: number
}

type View<V extends ProjectedView['view']> = Extract<ProjectedView, { view: V }>

/** What the chair chose. */
export function FrameView({ view, skew }: FrameViewProps) {
  switch (view.view) {
    case 'item':
      return <ItemView view={view} />
    case 'speakers':
      return <SpeakersView view={view} skew={skew} />
    case 'options':
      return <OptionsView view={view} />
    case 'results':
      return <ResultsView view={view} />
    case 'positions':
      return <PositionsView view={view} />
    case 'resolution':
      return <ResolutionView view={view} />
  }
}

function ItemView({ view: { ask, presenter, speaker } }: { readonly view: View<'item'> }) {
  const { t } = useTranslation('projector')
  return (
    <section className="view">
      {ask && (
        <Paged characters={ask.length}>
          <p className="view-ask">{ask}</p>
        </Paged>
      )}
      <dl className="view-facts">
        {presenter && <Fact name={t('presenter')}>{presenter}</Fact>}
        {speaker && (
          <Fact name={t('speaking')}>
            <Speaker speaker={speaker} />
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Speaker({ speaker: { name, department, kind } }: { readonly speaker: ProjectedSpeaker }) {
  const { t } = useTranslation('projector')
  return (
    <span className="speaker">
      {kind === 'point-of-order' && <span className="screen-mark">{t('pointOfOrder')}</span>}
      <strong>{name}</strong> <span className="muted">{department}</span>
    </span>
  )
}

function SpeakersView({ view: { speaker, speakingSince, queue }, skew }: { readonly view: View<'speakers'>; readonly skew: number }) {
  const { t } = useTranslation('projector')
  const now = useHubNow(skew)
  return (
    <section className="view">
      <p className="view-speaker">
        <span className="muted">{t('speaking')}</span>
        {speaker ? <Speaker speaker={speaker} /> : <span>{t('nobody')}</span>}
        {speaker && speakingSince !== null && <span className="figure">{clockText(Math.max(0, Math.floor((now - speakingSince) / 1000)))}</span>}
      </p>
      <PagedList title={queue.length === 0 ? t('noQueue') : t('queue', { count: queue.length })} rows={queue.map((one, index) => ({ key: `${index}`, mark: String(index + 1), text: <Speaker speaker={one} /> }))} />
    </section>
  )
}

function OptionsView({ view: { options } }: { readonly view: View<'options'> }) {
  const { t } = useTranslation('projector')
  const rows = options.map(({ title, isDoNothing, failures }, index) => ({
    key: `${index}`,
    mark: isDoNothing ? '○' : String(index + 1),
    text: title,
    note: failures.length > 0 ? t('fails', { gates: failures.map(({ gate, reason }) => (reason ? t('failure', { gate, reason }) : gate)).join(t('and')) }) : '',
  }))
  return (
    <section className="view">
      <PagedList title={t('options')} rows={rows} empty={t('noOptions')} />
    </section>
  )
}

function ResultsView({ view: { round, scored, entitled, rows } }: { readonly view: View<'results'> }) {
  const { t, i18n } = useTranslation('projector')
  const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const shown = rows.map(({ title, score, rank, coverage }, index) => ({
    key: `${index}`,
    mark: rank === null ? '–' : String(rank),
    text: title,
    note: score !== null && coverage < 1 ? t('coverage', { percent: Math.round(coverage * 100) }) : '',
    bar: score,
    figure: score === null ? t('noScore') : number.format(score),
  }))
  return (
    <section className="view">
      <PagedList title={round === null ? t('results') : t('resultsOf', { round, scored, entitled })} rows={shown} empty={t('noResults')} />
    </section>
  )
}

const STANCE_SHAPES = { support: '●', conditional: '▲', oppose: '■', abstain: '○', recused: '–' } as const

function PositionsView({ view: { subject, rows, result } }: { readonly view: View<'positions'> }) {
  const { t } = useTranslation('projector')
  const count = (['support', 'conditional', 'oppose', 'abstain', 'recused'] as const).map((stance) => ({ stance, n: rows.filter((row) => row.stance === stance).length })).filter(({ n }) => n > 0)
  const silent = rows.filter(({ stance }) => stance === null).length
  const shown = rows.map(({ department, stance, conditions, openConditions }, index) => ({
    key: `${index}`,
    mark: stance === null ? '○' : STANCE_SHAPES[stance],
    text: department,
    stance: stance ?? 'none',
    note: conditions > 0 ? t('conditions', { count: openConditions, all: conditions }) : '',
    figure: t(`stance.${stance ?? 'none'}`),
  }))
  return (
    <section className="view">
      {subject && <p className="view-subject">{subject}</p>}
      {rows.length > 0 && (
        <p className="view-count">
          {[...count.map(({ stance, n }) => t('counted', { stance: t(`stance.${stance}`), n })), ...(silent > 0 ? [t('counted', { stance: t('stance.none'), n: silent })] : [])].join(t('dot'))} / {rows.length}
          {result && <strong className="view-result">{t(`result.${result}`)}</strong>}
        </p>
      )}
      <PagedList rows={shown} empty={t('noPositions')} />
    </section>
  )
}

function ResolutionView({ view: { resolutions } }: { readonly view: View<'resolution'> }) {
  const { t } = useTranslation('projector')
  return (
    <section className="view">
      <PagedList title={t('resolution')} rows={resolutions.map(({ text, outcome }, index) => ({ key: `${index}`, mark: String(index + 1), text, note: t(`outcome.${outcome}`) }))} empty={t('noResolution')} isLong />
    </section>
  )
}
