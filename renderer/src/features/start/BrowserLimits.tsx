import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../hooks/useHost.ts'

type Limits = 'none' | 'certificate' | 'plain'

/** What a browser can't do at a hub without a certificate that it knows, said before people rely on it. */
export function BrowserLimits() {
  const { t } = useTranslation('start')
  const limits = useLimits()
  if (limits === 'none') return null
  return (
    <aside className="start-limits" aria-label={t('limits.title')}>
      <h3>{t('limits.title')}</h3>
      <ul>
        <li>{limits === 'plain' ? t('limits.plain') : t('limits.certificate')}</li>
        <li>{t('limits.offline')}</li>
      </ul>
    </aside>
  )
}

function useLimits(): Limits {
  const { servedBy } = useHost()
  const [limits, setLimits] = useState<Limits>('none')
  useEffect(() => {
    if (servedBy === undefined || LOOPBACK.has(new URL(servedBy).hostname)) return undefined
    if (servedBy.startsWith('http:')) {
      setLimits('plain')
      return undefined
    }
    const state = { isGone: false }
    // Browsers refuse a service worker exactly where they do not believe the certificate, and tell a page nothing else.
    const registered = navigator.serviceWorker?.register('./sw.js', { updateViaCache: 'none' }).then(() => true, () => false)
    void Promise.resolve(registered ?? false).then((isRegistered) => {
      if (!state.isGone) setLimits(isRegistered ? 'none' : 'certificate')
    })
    return () => {
      state.isGone = true
    }
  }, [servedBy])
  return limits
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])
