import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions, type WebContents } from 'electron'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { FILE_LIMIT, type ChannelArgument, type HostError, type PickedFile } from '../../shared/ipc.ts'
import { writeFileAtomic } from '../hub/writeFileAtomic.ts'
import { diskError } from './diskError.ts'
import { safeFileName } from './safeFileName.ts'

/** Asks where to, and writes there as a whole. Only a path that the person chose in the dialog is ever written. */
export async function saveFile({ name, bytes }: ChannelArgument<'file:save'>, sender: WebContents): Promise<Result<undefined, HostError>> {
  const options: SaveDialogOptions = { defaultPath: join(app.getPath('downloads'), safeFileName(name)) }
  const window = BrowserWindow.fromWebContents(sender)
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  if (canceled || !filePath) return err({ kind: 'cancelled' })
  try {
    await writeFileAtomic(filePath, bytes)
    return ok(undefined)
  } catch (error) {
    return diskError(error)
  }
}

/** Asks for one file and reads it. The window learns its name and bytes, never where it lies. */
export async function pickFile({ extensions }: ChannelArgument<'file:pick'>, sender: WebContents): Promise<Result<PickedFile, HostError>> {
  const options: OpenDialogOptions = {
    properties: ['openFile'],
    filters: extensions.length > 0 ? [{ name: extensions.map((extension) => `*.${extension}`).join(', '), extensions: [...extensions] }] : [],
  }
  const window = BrowserWindow.fromWebContents(sender)
  const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  const [path] = filePaths
  if (canceled || path === undefined) return err({ kind: 'cancelled' })
  try {
    const { size } = await stat(path)
    if (size > FILE_LIMIT) return err({ kind: 'too-large' })
    return ok({ name: basename(path), bytes: new Uint8Array(await readFile(path)) })
  } catch {
    return err({ kind: 'unreadable' })
  }
}
