import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { giveFloor, requestFloor, withdrawRequest } from '../../../../../../shared/model/floor.ts'
import type { SpeakerRequest } from '../../../../../../shared/schema/floor.ts'
import { useCommand } from '../../../../hooks/useCommand.ts'
import { useMayWrite } from '../../../../hooks/useMeeting.ts'
import { useSelf } from '../../../../hooks/useSession.ts'
import { isEnded, type AgendaEntry } from '../../useAgenda.ts'
import { SpeakerName } from './SpeakerName.tsx'
import { SpeechClock } from './SpeechClock.tsx'
import { useFloor } from './useFloor.ts'
import './floor.css'

/** Who speaks and who is next: the chair gives and ends, a delegate asks and takes back. Of an item that has ended only who still speaks. */
export function FloorControl({ entry: { item, status } }: { readonly entry: AgendaEntry }) {
  const { t } = useTranslation('room')
  const run = useCommand()
  const { speech, queue } = useFloor(item.id)
  const mayGive = useMayWrite('floorEvents')
  const isOpen = !isEnded(status)
  const next = isOpen ? queue[0] : undefined
  if (!isOpen && !speech) return null
  return (
    <span className="chair-floor" data-testid="floor">
      {speech ? (
        <span className="chair-fact">
          {t('floor.speaks')} <SpeakerName request={speech.request} /> <SpeechClock since={speech.from} />
          {mayGive && <Button size="small" variant="outlined" text={t('floor.end')} onClick={() => run(giveFloor, speech.request.id, 'ended')} />}
        </span>
      ) : (
        <span className="chair-note">{t('floor.nobody')}</span>
      )}
      {next && (
        <span className="chair-fact">
          {t('floor.next', { count: queue.length })} <SpeakerName request={next} />
          {mayGive && <Button size="small" variant="outlined" text={t('floor.give')} onClick={() => run(giveFloor, next.id, 'started')} />}
        </span>
      )}
      {isOpen && <OwnRequest itemId={item.id} queue={queue} />}
    </span>
  )
}

interface OwnRequestProps {
  readonly itemId: string
  readonly queue: readonly SpeakerRequest[]
}

/** For who speaks for a department. The secretariat enters others in the list of speakers. */
function OwnRequest({ itemId, queue }: OwnRequestProps) {
  const { t } = useTranslation('room')
  const run = useCommand()
  const { id, name, departmentId } = useSelf()
  const mayAsk = useMayWrite('speakerRequests', { departmentId })
  if (!mayAsk || departmentId === null) return null
  const at = queue.findIndex(({ by, departmentId: asking }) => by === id && asking === departmentId)
  const own = queue[at]
  if (own)
    return (
      <span className="chair-fact">
        {t('floor.place', { place: at + 1 })}
        <Button size="small" variant="outlined" text={t('floor.withdraw')} onClick={() => run(withdrawRequest, own.id)} />
      </span>
    )
  const ask = (kind: 'speak' | 'point-of-order') => (): void => void run(requestFloor, { itemId, kind, name, departmentId })
  return (
    <span className="chair-fact">
      <Button size="small" variant="outlined" text={t('floor.ask')} onClick={ask('speak')} />
      <Button size="small" variant="outlined" text={t('floor.askPointOfOrder')} onClick={ask('point-of-order')} />
    </span>
  )
}
