import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endAgendaItem, openAgendaItem, reopenAgendaItem } from '../../../../../shared/model/agenda.ts'
import { roundsOf, roundState } from '../../../../../shared/model/rounds.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { go } from '../../../hooks/useRoute.ts'
import { dayText, timeText } from '../../../ui/dateText.ts'
import { PlainForm } from '../../../ui/PlainForm.tsx'
import { useFormKeys } from '../../../ui/useFormKeys.tsx'
import { ItemStatus } from '../agenda/ItemStatus.tsx'
import { isEnded, type AgendaEntry } from '../useAgenda.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'

export interface ItemEndingProps {
  readonly entry: AgendaEntry
  readonly agenda: readonly AgendaEntry[]
}

/** The foot of an item: begin it, end it in one of four ways, or take the ending back; then on to the next. */
export function ItemEnding({ entry, agenda }: ItemEndingProps) {
  const mayEnd = useMayWrite('agendaEvents')
  if (isEnded(entry.status)) return <Ended entry={entry} agenda={agenda} mayEnd={mayEnd} />
  return mayEnd ? <Open entry={entry} /> : null
}

function Open({ entry }: { readonly entry: AgendaEntry }) {
  const { t } = useTranslation(['meeting', 'common'])
  const run = useCommand()
  const [isDeferring, setIsDeferring] = useState(false)
  const { item, isCurrent, status } = entry
  const isUnderDiscussion = isCurrent && status === 'discussing'
  // While a round is open, revealing it is what comes next.
  const isScoring = roundsOf(useCollection(useMeeting().meeting.rounds), item.id).some((round) => roundState(round) === 'open')
  const isNext = isUnderDiscussion && !isScoring
  if (isDeferring) return <Deferring itemId={item.id} onDone={() => setIsDeferring(false)} />
  return (
    <footer className="item-foot">
      {!isUnderDiscussion && <BeginButton itemId={item.id} number={entry.number} isNext={!isScoring} />}
      <span className="item-foot-label">{t('ending.label')}</span>
      <Button intent={isNext ? 'primary' : 'none'} variant={isNext ? 'solid' : 'outlined'} text={t('ending.resolve')} onClick={() => run(endAgendaItem, item.id, { kind: 'resolved' })} />
      <Button variant="outlined" text={t('ending.defer')} onClick={() => setIsDeferring(true)} />
      <Button variant="outlined" text={t('ending.shelve')} onClick={() => run(endAgendaItem, item.id, { kind: 'shelved' })} />
      <Button variant="outlined" text={t('ending.withdraw')} onClick={() => run(endAgendaItem, item.id, { kind: 'withdrawn' })} />
    </footer>
  )
}

interface BeginButtonProps {
  readonly itemId: string
  readonly number: number
  /** What comes next on this screen. */
  readonly isNext: boolean
}

function BeginButton({ itemId, number, isNext }: BeginButtonProps) {
  const { t } = useTranslation('meeting')
  const { id } = useMeeting()
  const run = useCommand()
  const begin = (): void => {
    if (run(openAgendaItem, itemId).ok) go({ screen: 'meeting', id, tab: 'agenda', itemId: null })
  }
  return <Button intent={isNext ? 'primary' : 'none'} variant={isNext ? 'solid' : 'outlined'} text={t('ending.begin', { number })} onClick={begin} />
}

/** [M1] Deferred means a date: it is asked for where the button was. */
function Deferring({ itemId, onDone }: { readonly itemId: string; readonly onDone: () => void }) {
  const { t } = useTranslation(['meeting', 'common'])
  const run = useCommand()
  const [nextOn, setNextOn] = useState('')
  const keys = useFormKeys({ onCancel: onDone, hasText: false })
  const defer = (): void => {
    if (run(endAgendaItem, itemId, { kind: 'deferred', nextOn }).ok) onDone()
  }
  return (
    <footer className="item-foot">
      <PlainForm onSubmit={defer} keys={keys}>
        <span className="item-foot-row">
          <label className="item-foot-label" htmlFor="defer-until">
            {t('ending.nextOn')}
          </label>
          <input id="defer-until" type="date" className="bp6-input" value={nextOn} onChange={(event) => setNextOn(event.currentTarget.value)} />
          <Button type="submit" intent="primary" text={t('ending.deferNow')} />
          <Button variant="minimal" text={t('common:cancel')} onClick={keys.cancel} />
        </span>
      </PlainForm>
    </footer>
  )
}

function Ended({ entry, agenda, mayEnd }: ItemEndingProps & { readonly mayEnd: boolean }) {
  const { t, i18n } = useTranslation('meeting')
  const run = useCommand()
  const nameOf = usePersonName()
  const { last, status, item } = entry
  const next = agenda.find((other) => !isEnded(other.status))
  return (
    <footer className="item-foot">
      <ItemStatus status={status} />
      {last?.nextOn && <span>{t('ending.until', { day: dayText(last.nextOn, i18n.language) })}</span>}
      {last && <span className="item-foot-label">{t('ending.by', { name: nameOf(last.by), time: timeText(last.at) })}</span>}
      <span className="item-foot-space" />
      {mayEnd && <Button variant="minimal" text={t('ending.reopen')} onClick={() => run(reopenAgendaItem, item.id)} />}
      {mayEnd && next && <BeginButton itemId={next.item.id} number={next.number} isNext />}
    </footer>
  )
}
