/**
 * Undo and redo from the application menu mean what their keys mean in the place of the focus: an editor and the
 * meeting answer the key itself, a plain field has its own history.
 */
export function passUndoOn(what: 'undo' | 'redo'): void {
  const target = document.activeElement ?? document.body
  const isMac = navigator.platform.startsWith('Mac')
  const key = new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', shiftKey: what === 'redo', ctrlKey: !isMac, metaKey: isMac, bubbles: true, cancelable: true })
  const isUnanswered = target.dispatchEvent(key)
  if (isUnanswered && target.matches('input, textarea')) document.execCommand(what)
}
