import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { setupWSConnection } from '@y/websocket-server/utils'

// The reference server of y-websocket as its own `server.js` sets it up, on the `ws` that we use ourselves. With
// YPERSISTENCE=folder it keeps documents in LevelDB.
const server = createServer((_request, response) => response.end('okay'))
const wss = new WebSocketServer({ server })
wss.on('connection', (socket, request) => setupWSConnection(socket, request))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` })}\n`)
})
process.on('SIGTERM', () => process.exit(0))
