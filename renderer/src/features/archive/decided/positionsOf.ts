import type { Position } from '../../../../../shared/schema/position.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

/** Positions on an agenda item with their conditions, in time. */
export function positionsOf({ positions, conditions }: MeetingSnapshot, itemId: string): readonly Position[] {
  return positions
    .filter((position) => position.itemId === itemId)
    .map((position) => ({ ...position, conditions: conditions.filter(({ positionId }) => positionId === position.id) }))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
