import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../../shared/lib/result.ts'
import type { Language } from '../../../../shared/schema/settings.ts'
import type { Failure } from '../../hooks/useNotice.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useSettings } from '../../hooks/useSettings.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { FailureText } from '../../ui/FailureText.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Entered, NewWorkspace } from './enter.ts'

export interface CreateFormProps {
  readonly initialName: string
  readonly onSubmit: (fresh: NewWorkspace) => Promise<Result<Entered, Failure>>
  readonly onEntered: (entered: Entered) => void
}

/** The first start: what the workspace is called, and who sets it up. */
export function CreateForm({ initialName, onSubmit, onEntered }: CreateFormProps) {
  const { t } = useTranslation(['start', 'errors'])
  const sentence = useSentence()
  const { settings } = useSettings()
  const [workspace, setWorkspace] = useState(initialName)
  const [language, setLanguage] = useState<Language>(settings.language)
  const [department, setDepartment] = useState('')
  const [name, setName] = useState('')
  const [isTried, setIsTried] = useState(false)
  const { isRunning, failure, run } = useRequest()
  const missing = (value: string, key: 'workspace-name-missing' | 'department-missing' | 'name-missing'): string | undefined =>
    isTried && !value.trim() ? t(`errors:${key}`) : undefined
  const submit = async (): Promise<void> => {
    setIsTried(true)
    const fresh: NewWorkspace = { workspace: workspace.trim(), language, department: department.trim(), name: name.trim() }
    if (isRunning || !fresh.workspace || !fresh.department || !fresh.name) return
    const entered = await run(() => onSubmit(fresh))
    if (entered.ok) onEntered(entered.value)
  }
  return (
    <section className="start-section">
      <h2>{t('create.title')}</h2>
      <p className="start-text">{t('create.intro')}</p>
      <PlainForm onSubmit={() => void submit()}>
        <TextField large isFirst label={t('create.workspace')} placeholder={t('create.workspacePlaceholder')} maxLength={100} value={workspace} onChange={setWorkspace} error={missing(workspace, 'workspace-name-missing')} />
        <ChoiceField
          label={t('create.language')}
          hint={t('create.languageHint')}
          value={language}
          options={[
            { value: 'zh-CN', label: t('languages.zh-CN') },
            { value: 'en', label: t('languages.en') },
          ]}
          onChange={setLanguage}
        />
        <TextField large autoComplete="organization" label={t('create.department')} placeholder={t('create.departmentPlaceholder')} maxLength={200} value={department} onChange={setDepartment} error={missing(department, 'department-missing')} />
        <TextField large autoComplete="name" label={t('name')} placeholder={t('namePlaceholder')} maxLength={200} value={name} onChange={setName} error={missing(name, 'name-missing')} />
        {failure && <FailureText>{sentence(failure)}</FailureText>}
        <div className="form-actions">
          <Button type="submit" size="large" intent="primary" loading={isRunning} text={t('create.submit')} />
        </div>
      </PlainForm>
    </section>
  )
}
