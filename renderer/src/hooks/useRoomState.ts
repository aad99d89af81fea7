import { useSyncExternalStore } from 'react'
import type { RoomConnection, RoomState } from '../sync/RoomConnection.ts'

export function useRoomState(connection: RoomConnection): RoomState {
  return useSyncExternalStore(connection.subscribe, connection.read)
}
