import * as Y from 'yjs'

const WORDS = '居民连续反映建设路夜市二十二时以后扩音设备噪声超标城市管理局与生态环境局现场检测后提出分时段管理意见'
const PRIORITIES = ['high', 'medium', 'low']

/**
 * One writer's edits, made ahead so that making them is not measured. Ten in turn: seven characters in the notes, one in
 * an issue's text, one there that replaces the last, one choice of a priority. Each adds to the writer's clock.
 */
export class Typist {
  #doc = new Y.Doc()
  /** @type {Y.XmlText} */
  #note
  /** @type {Y.Map<unknown>} */
  #issue
  /** @type {Y.Text} */
  #detail
  #count = 0
  /** @type {Uint8Array} */
  #update = new Uint8Array()

  /**
   * @param {Uint8Array} meeting
   * @param {{ issueId: string, itemId: string }} desk
   * @param {number} clientId
   */
  constructor(meeting, { issueId, itemId }, clientId) {
    Y.applyUpdate(this.#doc, meeting)
    this.#doc.clientID = clientId
    const issue = this.#doc.getMap('issues').get(issueId)
    const note = this.#doc.getMap('notes').get(itemId)
    if (!(issue instanceof Y.Map) || !(note instanceof Y.Map)) throw new Error('the meeting has no such desk')
    this.#issue = issue
    this.#detail = issue.get('detail')
    this.#note = new Y.XmlText()
    this.#doc.on('update', (update) => {
      this.#update = update
    })
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [this.#note])
    note.get('body').insert(0, [paragraph])
    this.opening = this.#update
    this.clientId = clientId
  }

  /** The update that opens its paragraph; goes before all edits. @type {Uint8Array} */
  opening

  /** The next edit, and its own clock after it. */
  edit() {
    const count = this.#count++
    this.#doc.transact(() => {
      const turn = count % 10
      const character = WORDS.charAt(count % WORDS.length)
      if (turn < 7) this.#note.insert(this.#note.length, character)
      else if (turn < 9) {
        const { length } = this.#detail
        if (turn === 8 && length > 0) this.#detail.delete(length - 1, 1)
        this.#detail.insert(this.#detail.length, character)
      } else this.#issue.set('priority', PRIORITIES[Math.floor(count / 10) % 3])
    })
    return { update: this.#update, clock: Y.getState(this.#doc.store, this.clientId) }
  }

  /** Everything so far, the meeting included. */
  state() {
    return Y.encodeStateAsUpdate(this.#doc)
  }
}
