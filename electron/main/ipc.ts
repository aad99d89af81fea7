import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { err, type Result } from '../../shared/lib/result.ts'
import { CHANNELS, type Channel, type ChannelArgument, type ChannelResult, type HostError } from '../../shared/ipc.ts'
import { isAppUrl } from './appOrigin.ts'
import { describeError, type Log } from './log.ts'

/** What main does for each channel. The argument has passed its schema; `sender` is our own window. */
export type Handlers = {
  readonly [C in Channel]: (argument: ChannelArgument<C>, sender: WebContents) => Promise<ChannelResult<C>>
}

/**
 * The only place where main listens to windows. Every call is checked in this order: who asks (the top frame of our own
 * page), then what (the channel's schema). A window always gets a `Result`; what went wrong inside stays in the log.
 */
export function handleChannels(ipcMain: Pick<IpcMain, 'handle'>, handlers: Handlers, log: Log): void {
  for (const channel of Object.keys(CHANNELS) as Channel[]) {
    ipcMain.handle(channel, (event, argument: unknown) => answer(channel, handlers[channel] as AnyHandler, event, argument, log))
  }
}

type AnyHandler = (argument: unknown, sender: WebContents) => Promise<unknown>

async function answer(channel: Channel, handler: AnyHandler, event: IpcMainInvokeEvent, argument: unknown, log: Log): Promise<unknown> {
  if (!isOwnTopFrame(event)) return refused(log, `${channel}: refused a frame that is not ours`)
  const parsed = CHANNELS[channel].argument.safeParse(argument)
  if (!parsed.success) return err({ kind: 'invalid-argument' })
  try {
    return await handler(parsed.data, event.sender)
  } catch (error) {
    return refused(log, `${channel}: ${describeError(error)}`)
  }
}

/** `senderFrame` is null once its page has gone; then nobody is there to be answered. */
function isOwnTopFrame({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url)
}

function refused(log: Log, line: string): Result<never, HostError> {
  log(line)
  return err({ kind: 'refused' })
}
