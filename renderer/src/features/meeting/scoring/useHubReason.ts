import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'

/** Why nothing can be asked of the hub now, in words; undefined if it can. Sealed ballots are the hub's and nobody else's. */
export function useHubReason(): string | undefined {
  const { t } = useTranslation('scoring')
  return useRoomState(useMeeting().connection).state === 'live' ? undefined : t('needsHub')
}
