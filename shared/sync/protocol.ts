/**
 * The wire is plain y-websocket: varint message type, then the y-protocols payload. A client names this subprotocol and
 * gives its session token as a second one, so that a token is never in an address: `['huishang', TOKEN]`.
 */
export const SUBPROTOCOL = 'huishang'

export const MESSAGE_SYNC = 0
export const MESSAGE_AWARENESS = 1
export const MESSAGE_QUERY_AWARENESS = 3

/** Rises when an older client could no longer talk to a newer hub. */
export const PROTOCOL_VERSION = 1

/**
 * Close codes of a room's socket. `isFinal`: trying again with the same token is useless, the client must stop. Clients
 * of y-websocket stop by themselves at 4400–4499 and try again after any other code; older ones always try again.
 */
export const CLOSE_CODES = {
  /** The token is unknown, expired or was revoked. */
  'session-unknown': { code: 4401, isFinal: true },
  /** The person may not read this room. */
  'room-forbidden': { code: 4403, isFinal: true },
  /** There is no such room. */
  'room-unknown': { code: 4404, isFinal: true },
  /** The person may not write what the message writes; nothing of it was applied. */
  'write-refused': { code: 4405, isFinal: true },
  /** The meeting is closed; its record no longer changes. */
  'meeting-closed': { code: 4410, isFinal: true },
  /** The client is too old for this hub. */
  'client-too-old': { code: 4426, isFinal: true },
  /** The message was no y-websocket message or an update that cannot be applied. */
  'message-damaged': { code: 4400, isFinal: true },
  /** The message was larger than the hub takes. */
  'message-too-large': { code: 1009, isFinal: true },
  /** The update carries edits under a client id that belongs to another person; nothing of it was applied. */
  'client-id-foreign': { code: 4409, isFinal: true },
  /** The update hangs on edits that the hub does not know, and they did not come either. */
  'base-unknown': { code: 4512, isFinal: false },
  /** More messages than a person could cause. */
  'message-flood': { code: 4529, isFinal: false },
  /** The peer did not read what it was sent for too long. */
  'too-slow': { code: 4508, isFinal: false },
  /** The hub is going down; it will be back. */
  'hub-closing': { code: 1001, isFinal: false },
  /** The hub cannot write to its disk; nothing new is accepted until it can. */
  'not-saving': { code: 4507, isFinal: false },
  /** Another hub of the workspace hosts; the directory's `hosts` says where. */
  'not-hosting': { code: 4521, isFinal: false },
} as const

export type CloseReason = keyof typeof CLOSE_CODES

/** The text of a close: its name, and for a refused write the section and record it was about, `write-refused issues/ID`. */
export function closeText(reason: CloseReason, about?: string): string {
  return about === undefined ? reason : `${reason} ${about}`
}

/** What a close was about, `issues/ID` or `issues`, or undefined. */
export function closeSubject(text: string): string | undefined {
  const space = text.indexOf(' ')
  return space < 0 ? undefined : text.slice(space + 1)
}

/** The reason behind a close code, or undefined for an ordinary loss of the connection. */
export function closeReason(code: number): CloseReason | undefined {
  return (Object.keys(CLOSE_CODES) as CloseReason[]).find((reason) => CLOSE_CODES[reason].code === code)
}
