import { useTranslation } from 'react-i18next'
import { fingerprintDigits } from '../../../shared/lib/fingerprint.ts'
import { ChoiceField } from './ChoiceField.tsx'
import { FailureText } from './FailureText.tsx'
import './networkSwitch.css'

export interface NetworkSwitchProps {
  readonly isShared: boolean
  readonly isFixed: boolean
  readonly addresses: readonly string[]
  readonly fingerprint: string | null
  /** Why the last change did not work, as a sentence. */
  readonly failure: string | undefined
  readonly onChange: (isShared: boolean) => void
}

/** Whether only this computer or others on the network get in, and what to do before they can. */
export function NetworkSwitch({ isShared, isFixed, addresses, fingerprint, failure, onChange }: NetworkSwitchProps) {
  const { t } = useTranslation('network')
  const hint = !isShared ? t('closedHint') : fingerprint === null ? t('plainHint') : t('openHint')
  return (
    <div className="network-switch">
      {isFixed ? (
        <p className="field-hint">{t('fixed')}</p>
      ) : (
        <ChoiceField
          label={t('title')}
          hint={hint}
          value={isShared ? 'network' : 'here'}
          options={[
            { value: 'here', label: t('thisComputer') },
            { value: 'network', label: t('localNetwork') },
          ]}
          onChange={(value) => onChange(value === 'network')}
        />
      )}
      {isShared && addresses.length === 0 && <FailureText>{t('noNetwork')}</FailureText>}
      {failure && <FailureText>{failure}</FailureText>}
    </div>
  )
}

export interface HostIdentityProps {
  readonly fingerprint: string
  readonly certificateHash: string | null
}

/** What others compare before they believe this host. */
export function HostIdentity({ fingerprint, certificateHash }: HostIdentityProps) {
  const { t } = useTranslation('network')
  return (
    <>
      <dt>{t('checkCode')}</dt>
      <dd>
        <strong className="check-code" data-testid="check-code">
          {fingerprintDigits(fingerprint)}
        </strong>
        <p className="field-hint">{t('checkCodeHint')}</p>
      </dd>
      {certificateHash !== null && (
        <>
          <dt>{t('certificate')}</dt>
          <dd>
            <code className="certificate-hash">{certificateHash}</code>
            <p className="field-hint">{t('certificateHint')}</p>
          </dd>
        </>
      )}
    </>
  )
}
