import { useMemo } from 'react'
import type { Criterion, Gate, Option } from '../../../../../shared/schema/frame.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'

function useOfItem<T extends { readonly itemId: string }>(all: readonly T[], itemId: string): readonly T[] {
  return useMemo(() => all.filter((record) => record.itemId === itemId), [all, itemId])
}

export function useOptions(itemId: string): readonly Option[] {
  return useOfItem(useCollection(useMeeting().meeting.options), itemId)
}

export function useGates(itemId: string): readonly Gate[] {
  return useOfItem(useCollection(useMeeting().meeting.gates), itemId)
}

export function useCriteria(itemId: string): readonly Criterion[] {
  return useOfItem(useCollection(useMeeting().meeting.criteria), itemId)
}
