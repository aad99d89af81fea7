import { Button } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubTrust } from '../../../../shared/host.ts'
import type { NearbyHub } from '../../../../shared/ipc.ts'
import { TextField } from '../../ui/TextField.tsx'

export interface HubFieldProps {
  readonly trust: HubTrust
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (address: string) => void
}

/** Where the hub of a bare code is: chosen among those that are heard nearby, or typed. */
export function HubField({ trust, value, error, onChange }: HubFieldProps) {
  const { t } = useTranslation('start')
  const hubs = useNearby(trust)
  return (
    <>
      <TextField large label={t('join.host')} hint={t('join.hostHint')} maxLength={300} value={value} onChange={onChange} error={error} />
      <div className="start-nearby" role="group" aria-label={t('join.nearby')}>
        <span className="field-label">{t('join.nearby')}</span>
        {hubs.length === 0 && <p className="field-hint">{t('join.nearbyNone')}</p>}
        {hubs.map(({ url, workspaceName }) => {
          const address = new URL(url).host
          return (
            <Button key={url} fill alignText="start" size="large" className="start-nearby-hub" aria-pressed={value === address} active={value === address} onClick={() => onChange(address)}>
              <span>{workspaceName}</span>
              <span className="start-nearby-address">{address}</span>
            </Button>
          )
        })}
      </div>
    </>
  )
}

const AGAIN_MS = 1500

function useNearby(trust: HubTrust): readonly NearbyHub[] {
  const [hubs, setHubs] = useState<readonly NearbyHub[]>([])
  useEffect(() => {
    const state = { isGone: false }
    const ask = async (): Promise<void> => {
      const nearby = await trust.nearby()
      if (!state.isGone && nearby.ok) setHubs(nearby.value)
    }
    void ask()
    const timer = setInterval(() => void ask(), AGAIN_MS)
    return () => {
      state.isGone = true
      clearInterval(timer)
    }
  }, [trust])
  return hubs
}
