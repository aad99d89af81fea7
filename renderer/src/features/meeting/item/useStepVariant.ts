import { useMayWrite } from '../../../hooks/useMeeting.ts'

/** Of the button that sends a form inside an item: who may end the item has the one solid button at its foot. */
export function useStepVariant(): 'solid' | 'outlined' {
  return useMayWrite('agendaEvents') ? 'outlined' : 'solid'
}
