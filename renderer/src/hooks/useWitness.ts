import { createContext, useContext } from 'react'
import type { WitnessState } from '../sync/witness/witnessLedger.ts'

export interface Witness {
  readonly found: WitnessState
  /** Verifies once more; what was found stays meanwhile. */
  readonly lookAgain: () => void
}

export const WitnessContext = createContext<Witness>({ found: { state: 'unknown' }, lookAgain: () => undefined })

/** What this device last found when it verified the hub's ledger of records. */
export function useWitness(): Witness {
  return useContext(WitnessContext)
}
