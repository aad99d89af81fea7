import { setTimeout as wait } from 'node:timers/promises'
import type { App } from 'electron'
import { describeError, type Log } from './log.ts'

/**
 * Holds back the end of the process until `close` is done, for `limitMs` at most. It acts on `will-quit`, when the windows
 * have gone: a window that still runs could write to what is being closed.
 */
export function closeBeforeExit(app: Pick<App, 'on' | 'quit'>, close: () => Promise<void>, limitMs: number, log: Log): void {
  const progress: { state: 'open' | 'closing' | 'closed' } = { state: 'open' }
  app.on('will-quit', (event) => {
    if (progress.state === 'closed') return
    event.preventDefault()
    if (progress.state === 'closing') return
    progress.state = 'closing'
    void closeWithin(close, limitMs, log).then(() => {
      progress.state = 'closed'
      app.quit()
    })
  })
}

async function closeWithin(close: () => Promise<void>, limitMs: number, log: Log): Promise<void> {
  const limit = new AbortController()
  const isLate = await Promise.race([
    close().then(() => false, (error: unknown) => {
      log(`closing: ${describeError(error)}`)
      return false
    }),
    wait(limitMs, true, { signal: limit.signal }).catch(() => true),
  ])
  limit.abort()
  if (isLate) log('closing took too long')
}
