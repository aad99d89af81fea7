import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { frameOf } from '../../../../../shared/schema/round.ts'
import { roundsOf, roundState } from '../../../../../shared/model/rounds.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useHoldsProxy } from '../../../hooks/useHoldsProxy.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useSelf } from '../../../hooks/useSession.ts'
import { PlainSelect } from '../../../ui/PlainSelect.tsx'
import { BallotForm } from './BallotForm.tsx'
import { OpenRound } from './OpenRound.tsx'
import { StartRound } from './StartRound.tsx'
import { useForgetDrafts } from './useForgetDrafts.ts'
import './scoring.css'

// The charts are as large as all the rest, and most items are never scored.
const Results = lazy(async () => ({ default: (await import('../results/Results.tsx')).Results }))

/** [C4][C5] Silent rounds of an item: begin one, fill in one's own ballot, reveal all at once, read what came of it. */
export function ScoringTab({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation(['scoring', 'common'])
  const { meeting } = useMeeting()
  const all = useCollection(meeting.rounds)
  const rounds = roundsOf(all, itemId)
  useForgetDrafts(all, itemId)
  const open = rounds.findLast((round) => roundState(round) === 'open')
  const revealed = rounds.filter((round) => roundState(round) === 'revealed')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const shown = revealed.find(({ id }) => id === chosenId) ?? revealed.at(-1)
  return (
    <div data-testid="scoring">
      {open ? (
        <>
          <OpenRound round={open} />
          <OwnBallots key={open.id} round={open} />
        </>
      ) : (
        <StartRound itemId={itemId} isAgain={revealed.length > 0} />
      )}
      {revealed.length > 1 && (
        <PlainSelect
          className="round-choice"
          aria-label={t('shownRound')}
          value={shown?.id ?? ''}
          options={revealed.map(({ id, number }) => ({ value: id, label: t('roundResults', { number }) }))}
          onChange={(event) => setChosenId(event.currentTarget.value)}
        />
      )}
      {shown && (
        <Suspense fallback={<p className="item-none">{t('common:loading')}</p>}>
          <Results key={shown.id} round={shown} before={revealed[revealed.indexOf(shown) - 1]} />
        </Suspense>
      )}
    </div>
  )
}

/** The ballot of the own department, and one of each other that the person at this window stands in for. */
function OwnBallots({ round }: Pick<Parameters<typeof BallotForm>[0], 'round'>) {
  const { t } = useTranslation('scoring')
  const { role, departmentId } = useSelf()
  const holdsProxy = useHoldsProxy()
  const frame = frameOf(round)
  if (!frame) return <p className="item-none">{t('unreadable')}</p>
  if (role !== 'delegate') return null
  const asked = round.entitledDepartmentIds
  const stoodFor = asked.filter((id) => holdsProxy(id, round.itemId))
  return (
    <>
      {departmentId !== null && asked.includes(departmentId) && <BallotForm round={round} frame={frame} />}
      {departmentId !== null && !asked.includes(departmentId) && stoodFor.length === 0 && <p className="item-none">{t('notEntitled')}</p>}
      {stoodFor.map((id) => (
        <BallotForm key={id} round={round} frame={frame} proxyFor={id} />
      ))}
    </>
  )
}
