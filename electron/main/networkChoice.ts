import { z } from 'zod'
import type { NetworkChoice } from './hosting.ts'
import { jsonFile } from './jsonFile.ts'
import type { Log } from './log.ts'

const ChoiceSchema = z.object({ isShared: z.boolean(), isAnnounced: z.boolean() })

export interface NetworkChoiceStore {
  current(): NetworkChoice
  /** @throws the system's error; the choice counts for this start all the same. */
  write(choice: NetworkChoice): Promise<void>
  settle(): Promise<void>
}

/** Nobody but this machine gets in until somebody says otherwise. */
export async function openNetworkChoice(path: string, log: Log): Promise<NetworkChoiceStore> {
  const file = jsonFile(path, ChoiceSchema, log)
  const held: { choice: NetworkChoice } = { choice: (await file.read()) ?? { isShared: false, isAnnounced: true } }
  return {
    current: () => held.choice,
    write: async (choice) => {
      held.choice = choice
      await file.write(choice)
    },
    settle: () => file.settle(),
  }
}
