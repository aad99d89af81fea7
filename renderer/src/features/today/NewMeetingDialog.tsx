import { Button, Radio, RadioGroup } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toInstant } from '../../../../shared/lib/instant.ts'
import { TEMPLATES, type Template } from '../../../../shared/schema/directory.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { replaceRoute } from '../../hooks/useRoute.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { createMeeting } from '../../sync/hubClient.ts'
import { FailureText } from '../../ui/FailureText.tsx'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { nextHalfHour } from './meetingList.ts'

/** Title, time and what to begin with; the meeting opens at once. Being a place of its own, Back closes it. */
export function NewMeetingDialog() {
  const { t } = useTranslation(['today', 'common', 'errors'])
  const sentence = useSentence()
  const { session, directory } = useJoined()
  const bodies = useCollection(directory.bodies)
  const [bodyId, setBodyId] = useState('')
  const [title, setTitle] = useState('')
  const [start, setStart] = useState(() => nextHalfHour(new Date()))
  const [template, setTemplate] = useState<Template>('joint-consultation')
  const [isTried, setIsTried] = useState(false)
  const { isRunning, failure, run } = useRequest()
  const startsAt = new Date(`${start.date}T${start.time}`)
  const isDated = !Number.isNaN(startsAt.getTime())
  const submit = async (): Promise<void> => {
    setIsTried(true)
    if (isRunning || !title.trim() || !isDated) return
    const created = await run(() => createMeeting(session, { title: title.trim(), startsAt: toInstant(startsAt), template, bodyId: bodyId || null }))
    if (created.ok) replaceRoute({ screen: 'meeting', id: created.value.id, tab: 'agenda', itemId: null })
  }
  return (
    <PlainDialog title={t('newMeeting')} onClose={close} canClickAway={!title}>
      <PlainForm onSubmit={() => void submit()}>
        <TextField
          isFirst
          label={t('form.title')}
          placeholder={t('form.titlePlaceholder')}
          maxLength={200}
          value={title}
          onChange={setTitle}
          error={isTried && !title.trim() ? t('errors:title-missing') : undefined}
        />
        <div className="form-row">
          <TextField type="date" label={t('form.date')} value={start.date} onChange={(date) => setStart({ ...start, date })} error={isTried && !isDated ? t('errors:start-missing') : undefined} />
          <TextField type="time" label={t('form.time')} value={start.time} onChange={(time) => setStart({ ...start, time })} />
        </div>
        {bodies.length > 0 && <SelectField label={t('form.body')} hint={t('form.bodyHint')} value={bodyId} options={[{ value: '', label: t('form.noBody') }, ...bodies.map(({ id, name }) => ({ value: id, label: name }))]} onChange={setBodyId} />}
        <RadioGroup
          label={<span className="field-label">{t('form.template')}</span>}
          selectedValue={template}
          onChange={(event) => {
            const chosen = TEMPLATES.find((candidate) => candidate === event.currentTarget.value)
            if (chosen) setTemplate(chosen)
          }}
        >
          {TEMPLATES_IN_ORDER.map((name) => (
            <Radio key={name} value={name} className="today-template">
              <span>{t(`template.${name}`)}</span>
              <span className="today-template-hint">{t(`template.${name}Hint`)}</span>
            </Radio>
          ))}
        </RadioGroup>
        {failure && <FailureText>{sentence(failure)}</FailureText>}
        <div className="form-actions form-actions-end">
          <Button text={t('common:cancel')} onClick={close} />
          <Button type="submit" intent="primary" loading={isRunning} text={t('form.submit')} />
        </div>
      </PlainForm>
    </PlainDialog>
  )
}

/** The usual one first. */
const TEMPLATES_IN_ORDER: readonly Template[] = ['joint-consultation', 'follow-up', 'blank']

function close(): void {
  replaceRoute({ screen: 'today' })
}
