import { useTranslation } from 'react-i18next'
import { useHostingNetwork } from '../../hooks/useHostingNetwork.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { HostIdentity, NetworkSwitch } from '../../ui/NetworkSwitch.tsx'

/** On the computer that runs the hub: who on the network gets in, where, and how they know that it is this one. */
export function NetworkSection() {
  const { t } = useTranslation('network')
  const sentence = useSentence()
  const { session } = useJoined()
  const hosting = useHostingNetwork(session.isHosted)
  if (!hosting) return null
  const { network, failure, change } = hosting
  return (
    <section className="screen-section">
      <h2>{t('section')}</h2>
      <NetworkSwitch {...network} failure={failure ? sentence(failure) : undefined} onChange={(isShared) => change({ isShared })} />
      {network.isShared && (
        <>
          <dl className="fact-list">
            <dt>{t('addresses')}</dt>
            <dd data-testid="network-addresses">{network.addresses.length > 0 ? network.addresses.map((address) => <div key={address}>{address}</div>) : t('noAddress')}</dd>
            {network.fingerprint !== null && <HostIdentity fingerprint={network.fingerprint} certificateHash={network.certificateHash} />}
          </dl>
          {network.fingerprint !== null && (
            <ChoiceField
              label={t('announce')}
              hint={t('announceHint')}
              value={network.isAnnounced ? 'on' : 'off'}
              options={(['on', 'off'] as const).map((value) => ({ value, label: t(value) }))}
              onChange={(value) => change({ isAnnounced: value === 'on' })}
            />
          )}
        </>
      )}
    </section>
  )
}
