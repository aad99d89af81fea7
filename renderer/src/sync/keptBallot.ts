import { z } from 'zod'
import { MOST_LEAN } from '../../../shared/decision/ahp/pairs.ts'
import { BallotKindSchema } from '../../../shared/schema/round.ts'

/** A ballot being filled in, as typed: numbers may be half written. */
const BallotDraftSchema = z.object({
  kind: BallotKindSchema,
  /** How the department comes to its weights. A ballot has the weights alone. */
  weighing: z.enum(['swing', 'pairs']).default('swing'),
  /** The criterion whose swing is worth most, and so 100; null if the department gives no weights. */
  top: z.string().nullable(),
  /** By criterion; the top one's is not looked at. */
  weights: z.record(z.string(), z.string()),
  /** By `pairKey`; nothing for a pair that is not compared yet. */
  leans: z.record(z.string(), z.int().min(-MOST_LEAN).max(MOST_LEAN)).default({}),
  /** By `cellKey`; null is "can't say", nothing is not filled in yet. */
  scores: z.record(z.string(), z.string().nullable()),
  remark: z.string(),
  /** The version of the cast ballot that says the same; null if something here is not cast. */
  castAs: z.int().nullable().default(null),
})
export type BallotDraft = z.infer<typeof BallotDraftSchema>

/** [M13] What is not cast yet, and the pairs behind weights that are, stay on this machine, by person and round. Where the browser keeps nothing, it lives as long as the window. */
export interface KeptBallot {
  read(): BallotDraft | null
  keep(draft: BallotDraft): void
  forget(): void
}

/** @param proxyFor another department that the ballot is given for. */
export function keptBallot(personId: string, roundId: string, proxyFor?: string): KeptBallot {
  const key = `${keyOf(personId, roundId)}${proxyFor === undefined ? '' : `/${proxyFor}`}`
  return {
    read() {
      try {
        return BallotDraftSchema.safeParse(JSON.parse(window.localStorage.getItem(key) ?? 'null')).data ?? null
      } catch {
        return null
      }
    },
    keep(draft) {
      try {
        window.localStorage.setItem(key, JSON.stringify(draft))
      } catch {
        // A full or forbidden storage: what is typed is still in the window.
      }
    },
    forget() {
      try {
        window.localStorage.removeItem(key)
      } catch {
        // Nothing was kept there.
      }
    },
  }
}

/** Forgets what somebody wrote for a round, for whichever department. */
export function forgetBallots(personId: string, roundId: string): void {
  const own = keyOf(personId, roundId)
  try {
    for (const key of Object.keys(window.localStorage)) if (key === own || key.startsWith(`${own}/`)) window.localStorage.removeItem(key)
  } catch {
    // Nothing was kept there.
  }
}

function keyOf(personId: string, roundId: string): string {
  return `huishang/ballot/${personId}/${roundId}`
}
