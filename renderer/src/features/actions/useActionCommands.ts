import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { advanceAction, editAction, removeAction } from '../../../../shared/model/actions.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useCommand } from '../../hooks/useCommand.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useWriteReason } from '../../hooks/useWriteReason.ts'
import type { ActionsHandle } from './actionsContext.ts'

/** What rows and the panel can do, and what was last done, in words for those who do not see it. */
export function useActionCommands(open: (id: string | null) => void): { readonly handle: ActionsHandle; readonly said: string } {
  const { t } = useTranslation('actions')
  const { meeting } = useMeeting()
  const run = useCommand()
  const notice = useNotice()
  const mayEdit = useWriteReason('actions')
  const mayAdvance = useWriteReason('actionEvents')
  const agenda = useCollection(meeting.agenda)
  const resolutions = useCollection(meeting.resolutions)
  const [said, setSaid] = useState('')
  const handle = useMemo<ActionsHandle>(() => {
    const itemNumbers = new Map(agenda.map(({ id }, index) => [id, index + 1]))
    const resolutionNumbers = new Map(resolutions.map(({ id }, index) => [id, index + 1]))
    return {
      editReason: ({ action, status }) => mayEdit({ departmentId: action.leadDepartmentId }) ?? (status === 'draft' ? null : t('readOnly', { status: t(`status.${status}`) })),
      advanceReason: ({ action }) => mayAdvance({ departmentId: action.leadDepartmentId }),
      isOffered: (departmentId) => mayEdit({ departmentId }) === null,
      linkText: ({ action: { resolutionId, itemId } }) => {
        const resolution = resolutionNumbers.get(resolutionId ?? '')
        if (resolution !== undefined) return t('linkResolution', { number: resolution })
        const item = itemNumbers.get(itemId ?? '')
        return item === undefined ? '' : t('linkItem', { number: item })
      },
      edit: (id, changes) => run(editAction, id, changes).ok,
      advance: ({ action }, kind) => {
        if (run(advanceAction, action.id, kind).ok) setSaid(t('advanced', { task: action.task, event: t(`event.${kind}`) }))
      },
      remove: ({ action }) => {
        if (!run(removeAction, action.id).ok) return
        open(null)
        notice.success(t('removed', { task: action.task }))
      },
      open,
    }
  }, [agenda, resolutions, mayEdit, mayAdvance, run, notice, open, t])
  return { handle, said }
}
