import { useCallback } from 'react'
import type { Result } from '../../../shared/lib/result.ts'
import type { CommandContext } from '../../../shared/model/context.ts'
import type { MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { useMeeting } from './useMeeting.ts'
import { useNotice } from './useNotice.ts'

type Command<A extends readonly unknown[], T, E extends { readonly kind: string }> = (
  meeting: MeetingDocument,
  ...rest: [...A, CommandContext]
) => Result<T, E>

/**
 * Runs commands of the open meeting: `run(moveIssue, id, columnId, 0)`. Supplies document and context; a refusal is
 * shown as a notice in plain words and returned.
 */
export function useCommand() {
  const { meeting, context } = useMeeting()
  const notice = useNotice()
  return useCallback(
    <A extends readonly unknown[], T, E extends { readonly kind: string }>(command: Command<A, T, E>, ...input: A): Result<T, E> => {
      const result = command(meeting, ...input, context)
      if (!result.ok) notice.error(result.error)
      return result
    },
    [meeting, context, notice],
  )
}
