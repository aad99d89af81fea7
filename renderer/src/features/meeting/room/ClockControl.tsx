import { Button } from '@blueprintjs/core'
import { Pause, Play } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'
import { turnClock } from '../../../../../shared/model/floor.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite } from '../../../hooks/useMeeting.ts'
import type { AgendaEntry } from '../useAgenda.ts'
import { useRoomKey } from './useRoomKey.ts'

const NEVER = { spent: 0, runningSince: null } as const

/** Whether the clock of an item that has not ended runs, which the line above shows against its plan, and the way to stop it for a break. */
export function ClockControl({ entry: { item, time = NEVER } }: { readonly entry: AgendaEntry }) {
  const { t } = useTranslation('room')
  const run = useCommand()
  const isRunning = time.runningSince !== null
  const mayTurn = useMayWrite('clockEvents')
  const turn = (): void => void run(turnClock, item.id, isRunning ? 'stopped' : 'started')
  useRoomKey('t', t('clock.turn'), mayTurn ? turn : null)
  return (
    <span className="chair-fact" data-testid="clock" data-running={isRunning}>
      {!isRunning && <span className="chair-note">{t('clock.paused')}</span>}
      {mayTurn && <Button size="small" variant="outlined" icon={isRunning ? <Pause title={null} /> : <Play title={null} />} text={t(isRunning ? 'clock.pause' : 'clock.start')} title={t('clock.key')} onClick={turn} />}
    </span>
  )
}
