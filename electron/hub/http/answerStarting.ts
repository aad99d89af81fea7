import type { IncomingMessage, ServerResponse } from 'node:http'

/** To everybody, while the port is taken and the workspace is not open yet. */
export function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': '1', Connection: 'close', 'Content-Type': 'application/json; charset=utf-8' })
  response.end('{"error":"starting","message":"The hub is starting; try again in a second."}\n')
}
