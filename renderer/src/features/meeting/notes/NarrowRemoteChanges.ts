import { Extension } from '@tiptap/core'
import { Selection, type PluginKey, type Transaction } from '@tiptap/pm/state'

export interface NarrowRemoteChangesOptions {
  /** The key under which the document's binding marks what came from others; null leaves everything as it is. */
  readonly syncKey: PluginKey | null
}

/**
 * The binding replaces the whole text at every change from others, so that every line is drawn again: the page jumps
 * under the reader and an input method loses the word it is composing. This narrows the replacement to what differs.
 */
export const NarrowRemoteChanges = Extension.create<NarrowRemoteChangesOptions>({
  name: 'narrowRemoteChanges',
  addOptions: () => ({ syncKey: null }),
  dispatchTransaction({ transaction, next }) {
    const { syncKey } = this.options
    const isRemote = syncKey !== null && (transaction.getMeta(syncKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true
    next(isRemote && transaction.docChanged ? narrowed(this.editor.state.tr, transaction, syncKey) : transaction)
  },
})

/** @param narrow a fresh transaction of the state that `whole` starts from. @returns `whole` if it can't be narrowed. */
function narrowed(narrow: Transaction, whole: Transaction, syncKey: PluginKey): Transaction {
  const before = narrow.doc.content
  const after = whole.doc.content
  const start = before.findDiffStart(after)
  const end = before.findDiffEnd(after)
  if (start !== null && end !== null) {
    // Repeated text can make the two ends overlap: "aa" → "aaa" differs nowhere in particular.
    const overlap = Math.max(0, start - Math.min(end.a, end.b))
    narrow.replace(start, end.a + overlap, whole.doc.slice(start, end.b + overlap))
  }
  if (!narrow.doc.eq(whole.doc)) return whole
  narrow.setSelection(Selection.fromJSON(narrow.doc, whole.selection.toJSON()))
  narrow.setMeta(syncKey, whole.getMeta(syncKey)).setMeta('addToHistory', false)
  return whole.scrolledIntoView ? narrow.scrollIntoView() : narrow
}
