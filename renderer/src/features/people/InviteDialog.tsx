import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES, type Role } from '../../../../shared/lib/roles.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useHostingNetwork } from '../../hooks/useHostingNetwork.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { replaceRoute } from '../../hooks/useRoute.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { createInvitation } from '../../sync/hubClient.ts'
import { FailureText } from '../../ui/FailureText.tsx'
import { NetworkSwitch } from '../../ui/NetworkSwitch.tsx'
import { PlainDialog } from '../../ui/PlainDialog.tsx'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { InvitationReady, type ReadyInvitation } from './InvitationReady.tsx'

/** Chooses what an invitation gives, and then shows it. */
export function InviteDialog() {
  const { t } = useTranslation('people')
  const [ready, setReady] = useState<ReadyInvitation | null>(null)
  return (
    <PlainDialog title={ready ? t('ready.title') : t('invite')} onClose={close} canClickAway={!ready}>
      {ready ? <InvitationReady invitation={ready} onAnother={() => setReady(null)} /> : <InviteForm onReady={setReady} />}
    </PlainDialog>
  )
}

function InviteForm({ onReady }: { readonly onReady: (invitation: ReadyInvitation) => void }) {
  const { t } = useTranslation(['people', 'common', 'errors'])
  const sentence = useSentence()
  const { session } = useJoined()
  const departments = useDepartments()
  const hosting = useHostingNetwork(session.isHosted)
  const [role, setRole] = useState<Role>('delegate')
  const [departmentId, setDepartmentId] = useState('')
  const [uses, setUses] = useState('1')
  const [hours, setHours] = useState<(typeof EXPIRIES)[number]>('72')
  const { isRunning, failure, run } = useRequest()
  const count = Number(uses)
  const isCounted = Number.isInteger(count) && count >= 1 && count <= MOST_USES
  const submit = async (): Promise<void> => {
    if (isRunning || !isCounted) return
    const created = await run(() => createInvitation(session, { role, departmentId: departmentId || null, uses: count, expiresInHours: Number(hours) }))
    if (created.ok) onReady({ ...created.value, role, department: departments.nameOf(departmentId) })
  }
  return (
    <PlainForm onSubmit={() => void submit()}>
      {hosting && <NetworkSwitch {...hosting.network} failure={hosting.failure ? sentence(hosting.failure) : undefined} onChange={(isShared) => hosting.change({ isShared })} />}
      <SelectField
        isFirst
        label={t('form.role')}
        hint={t(`roleHint.${role}`)}
        value={role}
        options={INVITED_ROLES.map((value) => ({ value, label: t(`common:role.${value}`) }))}
        onChange={(value) => setRole(ROLES.find((candidate) => candidate === value) ?? role)}
      />
      <SelectField
        label={t('form.department')}
        {...(role === 'delegate' && !departmentId ? { hint: t('form.departmentHint') } : {})}
        value={departmentId}
        options={[{ value: '', label: t('common:noDepartment') }, ...departments.list.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={setDepartmentId}
      />
      <div className="form-row">
        <TextField
          type="number"
          min={1}
          max={MOST_USES}
          label={t('form.uses')}
          hint={t('form.usesHint')}
          value={uses}
          onChange={setUses}
          error={isCounted ? undefined : t('errors:uses-invalid', { max: MOST_USES })}
        />
        <SelectField
          label={t('form.expires')}
          value={hours}
          options={EXPIRIES.map((value) => ({ value, label: t(`expires.${value}`) }))}
          onChange={(value) => setHours(EXPIRIES.find((candidate) => candidate === value) ?? hours)}
        />
      </div>
      {failure && <FailureText>{sentence(failure)}</FailureText>}
      <div className="form-actions form-actions-end">
        <Button text={t('common:cancel')} onClick={close} />
        <Button type="submit" intent="primary" loading={isRunning} text={t('form.submit')} />
      </div>
    </PlainForm>
  )
}

/** The one most often invited first. */
const INVITED_ROLES: readonly Role[] = ['delegate', 'chair', 'coordinator', 'observer', 'secretary']

/** In hours. */
const EXPIRIES = ['1', '24', '72', '168', '720'] as const
const MOST_USES = 1000

function close(): void {
  replaceRoute({ screen: 'people' })
}
