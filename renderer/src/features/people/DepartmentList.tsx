import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined, useMayAsk } from '../../hooks/useSession.ts'
import { createDepartment, renameDepartment } from '../../sync/hubClient.ts'
import { EditableLine } from '../../ui/EditableLine.tsx'
import { FailureText } from '../../ui/FailureText.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** The departments in the order they were added, which is the order everywhere. */
export function DepartmentList() {
  const { t } = useTranslation(['people', 'common'])
  const { session, directory } = useJoined()
  const departments = useDepartments()
  const people = useCollection(directory.people)
  const mayEdit = useMayAsk('edit-departments')
  const notice = useNotice()
  const id = useId()
  const rename = async (departmentId: string, name: string): Promise<void> => {
    const renamed = await renameDepartment(session, departmentId, name)
    if (!renamed.ok) notice.error(renamed.error)
  }
  return (
    <section className="screen-section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>
          {t('departments')} <span className="people-count">{departments.list.length}</span>
        </h2>
      </div>
      {departments.list.length === 0 ? (
        <p className="screen-note">{t('noDepartments')}</p>
      ) : (
        <ol className="people-departments">
          {departments.list.map((department) => (
            <li key={department.id}>
              <EditableLine
                value={department.name}
                label={t('departmentName')}
                readOnlyReason={mayEdit ? null : t('onlySecretary')}
                onCommit={(name) => {
                  if (!name.trim()) return false
                  void rename(department.id, name.trim())
                  return true
                }}
              />
              <span className="people-members">{t('memberCount', { count: people.filter((person) => person.departmentId === department.id).length })}</span>
            </li>
          ))}
        </ol>
      )}
      <NewDepartment reason={mayEdit ? undefined : t('onlySecretary')} />
    </section>
  )
}

/** Keeps what was typed until the hub has it: the network may be away. */
function NewDepartment({ reason }: { readonly reason: string | undefined }) {
  const { t } = useTranslation(['people', 'errors', 'common'])
  const sentence = useSentence()
  const { session } = useJoined()
  const [name, setName] = useState('')
  const [isTried, setIsTried] = useState(false)
  const { isRunning, failure, run } = useRequest()
  const submit = async (): Promise<void> => {
    setIsTried(true)
    if (isRunning || reason !== undefined || !name.trim()) return
    const added = await run(() => createDepartment(session, name.trim()))
    if (!added.ok) return
    setName('')
    setIsTried(false)
  }
  return (
    <PlainForm onSubmit={() => void submit()}>
      <div className="people-new-department">
        <TextField
          label={t('addDepartment')}
          placeholder={t('addDepartmentPlaceholder')}
          maxLength={200}
          disabled={reason !== undefined}
          value={name}
          onChange={setName}
          error={isTried && !name.trim() ? t('errors:department-missing') : undefined}
        />
        <GuardedButton type="submit" loading={isRunning} text={t('common:add')} reason={reason} />
      </div>
      {failure && <FailureText>{sentence(failure)}</FailureText>}
    </PlainForm>
  )
}
