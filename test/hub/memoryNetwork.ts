import type { Multicast, PublishedService, SeenService } from '../../electron/hub/discovery/multicast.ts'

/** A network in memory where everything that is published is seen at once, from one address. */
export function memoryNetwork(address = '192.168.1.5'): Multicast & { readonly published: PublishedService[]; send(service: SeenService): void } {
  const published: PublishedService[] = []
  const strangers: SeenService[] = []
  const listeners = new Set<(services: readonly SeenService[]) => void>()
  const tell = (): void => listeners.forEach((listener) => listener([...published.map((service) => ({ ...service, address })), ...strangers]))
  return {
    published,
    send: (service) => {
      strangers.push(service)
      tell()
    },
    publish: (service) => {
      published.push(service)
      tell()
      return () => {
        published.splice(published.indexOf(service), 1)
        tell()
      }
    },
    find: (onChange) => {
      listeners.add(onChange)
      tell()
      return () => listeners.delete(onChange)
    },
  }
}
