import { createContext, useContext } from 'react'
import type { WitnessState } from '../sync/witness/witnessLedger.ts'

export const WitnessContext = createContext<WitnessState>({ state: 'unknown' })

/** What this device last found when it verified the hub's ledger of records. */
export function useWitness(): WitnessState {
  return useContext(WitnessContext)
}
