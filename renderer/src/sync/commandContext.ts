import { v7 } from 'uuid'
import { toInstant } from '../../../shared/lib/instant.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import type { Writer } from '../../../shared/sync/access.ts'

/** The context of a window's commands; one per open meeting, because it also marks whose changes undo takes back. */
export function commandContext(actor: Writer): CommandContext {
  return { actor, newId: () => v7(), now: () => toInstant(new Date(), 'milliseconds') }
}
