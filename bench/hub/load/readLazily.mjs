const EVERY_MS = 20

/**
 * Lets clients whose messages nobody looks at read only now and then: the system keeps what comes, and taking it in one
 * piece costs this process a fraction. The server notices nothing.
 * @param {readonly import('../wire/openClient.mjs').Client[]} clients
 */
export function readLazily(clients) {
  for (const client of clients) {
    client.wantMessages(false)
    client.pause()
  }
  const timer = setInterval(() => {
    for (const client of clients) client.resume()
    // After the system was asked what has come.
    setImmediate(() => {
      for (const client of clients) client.pause()
    })
  }, EVERY_MS)
  timer.unref()
}
