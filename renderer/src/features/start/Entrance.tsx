import { Button, SegmentedControl } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hosting } from '../../../../shared/host.ts'
import { err, ok, type Result } from '../../../../shared/lib/result.ts'
import { useHost } from '../../hooks/useHost.ts'
import type { Failure } from '../../hooks/useNotice.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useSettings } from '../../hooks/useSettings.ts'
import { checkInvitation } from '../../sync/hubClient.ts'
import { PlainForm } from '../../ui/PlainForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { CreateForm } from './CreateForm.tsx'
import { joinWorkspace, setUpWorkspace, type Entered, type NewWorkspace } from './enter.ts'
import { HubField } from './HubField.tsx'
import { readHubAddress, readInvitation, type Invitation } from './readInvitation.ts'

/** What was typed to get in; on return it is there again to be corrected. */
export interface Draft {
  readonly text: string
  readonly address: string
}

export interface EntranceProps {
  readonly draft: Draft | null
  readonly onInvitation: (invitation: Invitation, draft: Draft) => void
  readonly onEntered: (entered: Entered) => void
}

/** No invitation yet: create on this machine where it can run a hub, or give the code. */
export function Entrance({ draft, onInvitation, onEntered }: EntranceProps) {
  const { t } = useTranslation('start')
  const { hosting } = useHost()
  const [way, setWay] = useState(draft ? 'join' : 'create')
  if (!hosting) return <InvitationForm draft={draft} onInvitation={onInvitation} />
  return (
    <>
      <SegmentedControl
        inline
        aria-label={t('start')}
        value={way}
        onValueChange={setWay}
        options={[
          { value: 'create', label: t('create.tab') },
          { value: 'join', label: t('join.tab') },
        ]}
      />
      {way === 'create' ? (
        <CreateForm initialName="" onSubmit={(fresh) => createHere(hosting, fresh)} onEntered={onEntered} />
      ) : (
        <InvitationForm draft={draft} onInvitation={onInvitation} />
      )}
    </>
  )
}

function InvitationForm({ draft, onInvitation }: Pick<EntranceProps, 'draft' | 'onInvitation'>) {
  const { t } = useTranslation('start')
  const sentence = useSentence()
  const { servedBy, trust } = useHost()
  const { settings } = useSettings()
  const [text, setText] = useState(draft?.text ?? '')
  const [address, setAddress] = useState(() => draft?.address ?? addressOf(settings.hubUrl))
  const [failure, setFailure] = useState<Failure | null>(null)
  const submit = (): void => {
    const read = readWhole(text, trust && address ? readHubAddress(address) : ok(servedBy ?? settings.hubUrl))
    setFailure(read.ok ? null : read.error)
    if (!read.ok) return
    // The page of one hub may not talk to another: the other serves its own.
    if (servedBy !== undefined && read.value.hubUrl !== servedBy) window.location.assign(text.trim())
    else onInvitation(read.value, { text, address })
  }
  const isAboutAddress = failure?.kind === 'address-invalid'
  return (
    <section className="start-section">
      <h2>{t('join.enterTitle')}</h2>
      <PlainForm onSubmit={submit}>
        <TextField
          large
          isFirst
          label={t('join.invitation')}
          hint={t('join.invitationHint')}
          maxLength={2048}
          value={text}
          onChange={setText}
          error={failure && !isAboutAddress ? sentence(failure) : undefined}
        />
        {trust && <HubField trust={trust} value={address} onChange={setAddress} error={failure && isAboutAddress ? sentence(failure) : undefined} />}
        <div className="form-actions">
          <Button type="submit" size="large" intent="primary" text={t('join.next')} />
        </div>
      </PlainForm>
    </section>
  )
}

/** A whole link says where its hub is; an address that can't be read matters only without one. */
function readWhole(text: string, address: Result<string | undefined, { readonly kind: 'address-invalid' }>): Result<Invitation, Failure> {
  const read = readInvitation(text, undefined)
  if (read.ok || read.error.kind !== 'host-missing') return read
  return address.ok ? readInvitation(text, address.value) : address
}

/** The hub last joined over a network, as people write it. */
function addressOf(hubUrl: string | undefined): string {
  return hubUrl?.startsWith('https:') ? new URL(hubUrl).host : ''
}

/** Starts the hub of this machine and enters it. A workspace that was there before is joined, never renamed. */
async function createHere(hosting: Hosting, fresh: NewWorkspace): Promise<Result<Entered, Failure>> {
  const hosted = await hosting.start({ name: fresh.workspace, language: fresh.language })
  if (!hosted.ok) return hosted
  if (hosted.value.state !== 'running') return err({ kind: 'hosting-failed' })
  const invitation: Invitation = { hubUrl: hosted.value.url, code: hosted.value.secretaryInvite }
  const checked = await checkInvitation(invitation.hubUrl, invitation.code)
  if (!checked.ok) return checked
  return checked.value.isFirst ? setUpWorkspace(invitation, fresh, HOSTED) : joinWorkspace(invitation, fresh.name, HOSTED)
}

/** Only the desktop runs a hub itself. */
const HOSTED = { client: 'desktop', isHosted: true } as const
