import { useTranslation } from 'react-i18next'
import { ok } from '../../../../../shared/lib/result.ts'
import { addItemPaper, itemDepartments, nextVersion, paperDepartment } from '../../../../../shared/model/papers.ts'
import { useRecord } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useMayAsk, useSelf } from '../../../hooks/useSession.ts'
import { useUploadPaper, type UploadProgress } from '../../../hooks/useUploadPaper.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'

export interface AddItemPaper {
  /** Why the person may not; null if they may. */
  readonly denial: string | null
  /** Why it can't be done now by who may; undefined if it can. */
  readonly reason: string | undefined
  readonly progress: UploadProgress
  /** As the next version of `replaced`, or under its own name. */
  readonly add: (file: File, replaced?: string) => Promise<void>
  readonly cancel: () => void
}

/** The bytes go to the hub first: a paper that is listed and can't be read helps nobody. */
export function useAddItemPaper(itemId: string): AddItemPaper {
  const { meeting, connection } = useMeeting()
  const notice = useNotice()
  const run = useCommand()
  const { progress, upload, cancel } = useUploadPaper()
  const add = async (file: File, replaced?: string): Promise<void> => {
    const named = replaced === undefined ? ok(file.name.slice(0, 500)) : nextVersion(replaced, file.name)
    if (!named.ok) return notice.error(named.error)
    const sent = await upload(file)
    if (sent.ok) run(addItemPaper, { ownerId: itemId, name: named.value, ...sent.value })
    else if (sent.error.kind !== 'cancelled') notice.error(sent.error)
  }
  // Read again whenever either record changes.
  useRecord(meeting.agenda, itemId)
  useRecord(meeting.dossiers, itemId)
  const denial = useDenial(itemDepartments(meeting, itemId))
  const { t } = useTranslation('papers')
  const isLive = useRoomState(connection).state === 'live'
  return { denial, reason: isLive ? undefined : t('needsHost'), progress, add, cancel }
}

function useDenial(departments: readonly string[]): string | null {
  const { departmentId } = useSelf()
  const { t } = useTranslation('errors')
  const mayUpload = useMayAsk('add-papers')
  const reason = useWriteReason('papers')({ departmentId: paperDepartment(departments, departmentId) })
  return reason ?? (mayUpload ? null : t('denied.role'))
}
