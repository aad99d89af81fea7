import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { draftSubmission } from '../../../../shared/model/submissions.ts'
import { mayWrite } from '../../../../shared/sync/access.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { go } from '../../hooks/useRoute.ts'
import { useSelf } from '../../hooks/useSession.ts'
import { AddLine } from '../../ui/AddLine.tsx'
import { DepartmentSelect } from '../../ui/DepartmentSelect.tsx'
import { usePoolCommand, usePools } from './usePool.ts'

/** A title and Enter: the rest is filled in where it is read. The secretariat says for which department. */
export function NewSubmission() {
  const { t } = useTranslation('pool')
  const run = usePoolCommand()
  const { pools } = usePools()
  const notice = useNotice()
  const { writer } = useSelf()
  const { list } = useDepartments()
  const isFree = mayWrite('pool', 'submissions', writer, { departmentId: null })
  const [chosen, setChosen] = useState<string | null>(writer.departmentId)
  const departmentId = isFree ? chosen : writer.departmentId
  if (!mayWrite('pool', 'submissions', writer)) return null
  const add = (title: string): boolean => {
    const open = pools.find((pool) => pool.departmentId === departmentId)
    if (!open) {
      notice.error({ kind: 'department-missing' })
      return false
    }
    const drafted = run(open.departmentId, draftSubmission, { departmentId: open.departmentId, title })
    if (drafted.ok) go({ screen: 'pool', id: drafted.value })
    return drafted.ok
  }
  return (
    <div className="pool-new">
      {isFree && <DepartmentSelect className="pool-new-department" departments={list} value={chosen} label={t('new.department')} noneLabel={t('new.chooseDepartment')} onChange={setChosen} />}
      <AddLine label={t('new.label')} placeholder={t('new.hint')} onAdd={add} />
    </div>
  )
}
