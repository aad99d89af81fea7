import { monitorEventLoopDelay } from 'node:perf_hooks'
import { APP_VERSION } from '../../../shared/lib/appVersion.ts'
import type { RoomsState } from '../rooms/Rooms.ts'
import { formatMetrics, type Metric } from './formatMetrics.ts'
import type { HubMeter } from './HubMeter.ts'

export interface SocketsState {
  readonly clients: number
  /** Bytes that wait to be sent to a client, of the one with the most and of all together. */
  readonly queued: { readonly max: number; readonly sum: number }
}

export interface StatusParts {
  readonly meter: HubMeter
  readonly rooms: { readonly state: RoomsState }
  readonly sockets: { readonly state: SocketsState }
}

/** How the hub is doing, in numbers: never who, never what, and no names of rooms. Close it. */
export class HubStatus {
  readonly #parts: StatusParts
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>

  constructor(parts: StatusParts) {
    this.#parts = parts
    this.#delay = monitorEventLoopDelay({ resolution: 20 })
    this.#delay.enable()
  }

  /** False while the disk refuses what any room wants to write. */
  get isSaving(): boolean {
    return this.#parts.rooms.state.isSaving
  }

  countRefusal(kind: string): void {
    this.#parts.meter.addRequestRefusal(kind)
  }

  /** Prometheus text. Delays of the event loop are those since the last call. */
  metrics(): string {
    const text = formatMetrics([...this.#roomMetrics(), ...this.#socketMetrics(), ...this.#processMetrics()])
    this.#delay.reset()
    return text
  }

  close(): void {
    this.#delay.disable()
  }

  #roomMetrics(): readonly Metric[] {
    const { meter, rooms } = this.#parts
    const { loaded, isSaving, lag } = rooms.state
    return [
      gauge('huishang_rooms_loaded', 'Rooms in memory.', loaded),
      gauge('huishang_saving', '1 if the disk takes what the rooms write, 0 if it refuses.', isSaving ? 1 : 0),
      gauge('huishang_journal_lag_bytes', 'Bytes of all rooms that are not on the disk yet.', lag.bytes),
      gauge('huishang_journal_lag_seconds', 'How long the oldest of them has waited.', lag.ms / 1000),
      counter('huishang_updates_total', 'Updates taken from clients.', meter.count('updates')),
      counter('huishang_batches_total', 'Times that rooms took updates in, many at once.', meter.count('batches')),
      counter('huishang_updates_parked_total', 'Updates that had to wait for others that they build on.', meter.count('parked')),
    ]
  }

  #socketMetrics(): readonly Metric[] {
    const { meter, sockets } = this.#parts
    const { clients, queued } = sockets.state
    return [
      gauge('huishang_clients', 'Open connections to rooms.', clients),
      counter('huishang_joins_total', 'Connections that joined a room.', meter.count('joins')),
      counter('huishang_deliveries_total', 'Messages with updates sent to clients.', meter.count('deliveries')),
      counter('huishang_sent_bytes_total', 'Bytes sent to clients.', meter.count('sentBytes')),
      counter('huishang_presence_total', 'Presence messages relayed.', meter.count('presence')),
      counter('huishang_stalls_total', 'Times that a client was told nothing more until it had read what waited for it.', meter.count('stalls')),
      gauge('huishang_socket_queue_bytes_max', 'Bytes waiting for the client with the most.', queued.max),
      gauge('huishang_socket_queue_bytes_sum', 'Bytes waiting for all clients.', queued.sum),
      { ...counter('huishang_refusals_total', 'Connections closed by the hub, by reason.', meter.refusals), label: 'reason' },
      { ...counter('huishang_request_refusals_total', 'Requests to the API refused, by kind.', meter.requestRefusals), label: 'error' },
    ]
  }

  #processMetrics(): readonly Metric[] {
    const { user, system } = process.cpuUsage()
    const delays = new Map(['0.5', '0.99'].map((quantile) => [quantile, this.#delay.percentile(Number(quantile) * 100) / 1e9]))
    return [
      { ...gauge('huishang_event_loop_delay_seconds', 'Delay of the event loop since the last scrape.', delays), label: 'quantile' },
      gauge('huishang_event_loop_delay_max_seconds', 'Greatest delay of the event loop since the last scrape.', this.#delay.max / 1e9),
      gauge('huishang_uptime_seconds', 'How long the process has run.', process.uptime()),
      { ...gauge('huishang_build_info', 'Version of the program; always 1.', new Map([[APP_VERSION, 1]])), label: 'version' },
      counter('process_cpu_seconds_total', 'CPU time used.', (user + system) / 1e6),
      gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss()),
    ]
  }
}

function gauge(name: string, help: string, value: Metric['value']): Metric {
  return { name, type: 'gauge', help, value }
}

function counter(name: string, help: string, value: Metric['value']): Metric {
  return { name, type: 'counter', help, value }
}
