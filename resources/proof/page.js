/* joined */ import { checkFiles, findEngine, kindOf } from './checks.js'

/** @import { Finding, Given, Report, Verdict } from './checks.js' */
/** @typedef {[zh: string, en: string]} Words */

const MOST_BYTES = 512 * 1024 * 1024
const HEAD_BYTES = 4096

/** @type {Record<keyof Given, Words>} */
const FILE_WORDS = {
  archive: ['会议档案', 'the record'],
  entry: ['台账中的一行（entry.json）', "the ledger's line (entry.json)"],
  proof: ['收录证明（proof.json）', 'the proof of inclusion (proof.json)'],
  checkpoint: ['签名的检查点（checkpoint.note）', 'the signed checkpoint (checkpoint.note)'],
}

/** @type {Record<Verdict, { mark: Finding, title: Words, reason: Words }>} */
const VERDICTS = {
  verified: {
    mark: 'right',
    title: ['核验通过', 'Verified'],
    reason: ['档案与台账、台账与签名均相符。密钥是否属于该单位，请用下面的短码与纸质纪要对照。', 'The record is what the ledger says, and the ledger is what was signed. Whether it is the right key, the printed minutes say: compare the short forms below.'],
  },
  changed: {
    mark: 'wrong',
    title: ['档案已被改动', 'The record was changed'],
    reason: ['文件与台账中的这一行不符：内容被改动过，或不是同一份档案。', 'The file is not what the line of the ledger says: it was changed, or it is another record.'],
  },
  'not-included': {
    mark: 'wrong',
    title: ['不在被签名的台账中', 'Not in the ledger that was signed'],
    reason: ['这一行台账不在检查点所签名的台账里，或证明与之不配套。', 'The line does not stand in the ledger that the checkpoint was signed of, or the proof belongs to another one.'],
  },
  'signature-wrong': {
    mark: 'wrong',
    title: ['签名不符', 'The signature is wrong'],
    reason: ['检查点不是由所给密钥签名的，或签名后被改动，或有会签不符。', 'The checkpoint was not signed by the key that is given, or it was changed afterwards, or a co-signature is wrong.'],
  },
  'signature-unchecked': {
    mark: 'unknown',
    title: ['其余相符，签名未核验', 'The rest is right; the signature is not checked'],
    reason: ['此浏览器在这里不能核验签名。请把本页保存到本机，用较新的浏览器直接打开。', 'This browser cannot check signatures here. Save this page on this computer and open it from there in a newer browser.'],
  },
  incomplete: {
    mark: 'unknown',
    title: ['文件不全', 'Files are missing'],
    reason: ['还缺：', 'Still missing: '],
  },
  damaged: {
    mark: 'wrong',
    title: ['文件无法读懂', 'A file cannot be read'],
    reason: ['entry.json、proof.json 或 checkpoint.note 已损坏，或不是本软件导出的。', 'entry.json, proof.json or checkpoint.note is damaged, or was not exported by this program.'],
  },
  newer: {
    mark: 'unknown',
    title: ['由更新的版本导出', 'Exported by a newer version'],
    reason: ['本页不认识这一格式，请使用随该版本导出的网页。', 'This page does not know its format: use the page that is exported with it.'],
  },
}

const MARKS = { right: '✓', wrong: '✗', unknown: '?' }
/** @type {Record<Finding, Words>} */
const FINDING_WORDS = { right: ['相符', 'right'], wrong: ['不符', 'wrong'], unknown: ['未核验', 'not checked'] }
/** @type {Record<'signature' | 'inclusion' | 'file', Words>} */
const STEP_WORDS = { signature: ['签名', 'Signature'], inclusion: ['收录', 'Inclusion'], file: ['文件', 'File'] }
/** @type {Record<string, Words>} */
const ORIGIN_WORDS = { meeting: ['在会商系统中召开', 'held in the program'], imported: ['从其他系统导入', "imported from another program's file"], foreign: ['作为外来档案收录', 'taken over as a file from elsewhere'] }

/** @type {Given} */
const given = { archive: null, entry: null, proof: null, checkpoint: null }
/** @type {Partial<Record<keyof Given, string>>} */
const names = {}
const shown = { printed: ['', ''] }
const engine = await findEngine(globalThis.crypto?.subtle)

/** @param {Iterable<File>} files */
async function take(files) {
  const list = [...files]
  /** @type {Words[]} */
  const passed = []
  if (list.length > 1) for (const kind of kinds()) given[kind] = null
  for (const file of list) {
    const kind = file.size > MOST_BYTES ? undefined : kindOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer().catch(() => new ArrayBuffer(0))))
    if (kind === undefined || (kind !== 'archive' && file.size > 1024 * 1024)) {
      if (!/\.html?$/i.test(file.name)) passed.push([`未使用：${file.name}`, `Not used: ${file.name}`])
    } else if (list.length > 1 && given[kind]) {
      passed.push([`同类文件只用一个，未使用：${file.name}`, `Only one of a kind is used; not used: ${file.name}`])
    } else {
      given[kind] = new Uint8Array(await file.arrayBuffer())
      names[kind] = file.name
    }
  }
  await show(passed)
}

/** @param {Words[]} passed */
async function show(passed) {
  const report = await checkFiles(given, engine)
  const { mark, title, reason } = VERDICTS[report.verdict]
  const missing = kinds().filter((kind) => given[kind] === null)
  const files = kinds().flatMap((kind) => (given[kind] ? [item('right', [`${FILE_WORDS[kind][0]}：${names[kind]}`, `${FILE_WORDS[kind][1]}: ${names[kind]}`])] : []))
  fill('given', files, passed.map((words) => item('unknown', words)))
  const verdict = element('verdict')
  verdict.className = mark
  verdict.dataset['verdict'] = report.verdict
  fill('verdict', both([`${MARKS[mark]} ${title[0]}`, `${MARKS[mark]} ${title[1]}`]))
  fill('reason', both(report.verdict === 'incomplete' ? [reason[0] + missing.map((kind) => FILE_WORDS[kind][0]).join('、'), reason[1] + missing.map((kind) => FILE_WORDS[kind][1]).join(', ')] : reason))
  fill('findings', steps(report.findings))
  fill('facts', facts(report))
  element('result').hidden = false
  element('compare').hidden = report.printed === null
  shown.printed = report.printed ? [report.printed.root, report.printed.key] : ['', '']
  fill('root', report.printed?.root ?? '')
  fill('key', report.printed?.key ?? '')
  fill('ledger', report.printed ? both([`${report.printed.name}，${report.printed.size} 行`, `${report.printed.name}, ${report.printed.size} lines`]) : '')
  compare()
  element('result').focus()
}

/** @param {Report['findings']} findings */
function steps(findings) {
  return /** @type {('signature' | 'inclusion' | 'file')[]} */ (['signature', 'inclusion', 'file']).map((step) => {
    const found = findings[step]
    return item(found, [`${STEP_WORDS[step][0]}：${FINDING_WORDS[found][0]}`, `${STEP_WORDS[step][1]}: ${FINDING_WORDS[found][1]}`])
  })
}

/** @param {Report} report */
function facts({ entry, fileHash, cosigned }) {
  const origin = entry && (ORIGIN_WORDS[entry.origin] ?? [entry.origin, entry.origin])
  return [
    ...(entry ? [...fact(['会议', 'Meeting'], [`${entry.title}（${entry.heldOn}）`, `${entry.title} (${entry.heldOn})`]), ...fact(['闭会时间', 'Closed at'], [entry.closedAt, entry.closedAt])] : []),
    ...(origin ? fact(['来源', 'Origin'], origin) : []),
    ...(fileHash ? fact(['文件的 SHA-256', "The file's SHA-256"], [fileHash, fileHash]) : []),
    ...(entry && entry.sha256 !== fileHash ? fact(['台账中的 SHA-256', 'SHA-256 in the ledger'], [entry.sha256, entry.sha256]) : []),
    ...(cosigned.length > 0 ? fact([`会签的设备（${cosigned.length}）`, `Devices that co-signed (${cosigned.length})`], cosignedWords(cosigned)) : []),
  ]
}

/** @param {Report['cosigned']} cosigned
 * @returns {Words} */
function cosignedWords(cosigned) {
  const each = cosigned.map(({ name, at }) => `${name} ${Number.isNaN(at.getTime()) ? '?' : at.toISOString()}`)
  return [each.join('；'), each.join('; ')]
}

/** Of what somebody read off paper: any case, any hyphens and spaces, the letters people take for digits. */
function compare() {
  const typed = /** @type {HTMLInputElement} */ (element('printed')).value
  const letters = typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  const [root, key] = shown.printed.map((code) => code.replace(/-/g, ''))
  const match = element('match')
  /** @type {[Finding, Words] | null} */
  const found = letters === '' ? null : letters === root ? ['right', ['与树根短码一致', 'the same as the root']] : letters === key ? ['right', ['与密钥短码一致', 'the same as the key']] : letters.length < 24 ? ['unknown', ['还没有输完', 'not all of it is typed yet']] : ['wrong', ['与两个短码都不一致', 'neither of the two']]
  match.className = found?.[0] ?? ''
  fill('match', found ? both([`${MARKS[found[0]]} ${found[1][0]}`, `${MARKS[found[0]]} ${found[1][1]}`]) : '')
}

/** @returns {(keyof Given)[]} */
function kinds() {
  return ['archive', 'entry', 'proof', 'checkpoint']
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element ${id}`)
  return found
}

/** @param {string} id
 * @param {...(string | Node | (string | Node)[])} content */
function fill(id, ...content) {
  element(id).replaceChildren(...content.flat())
}

/** @param {Words} words
 * @returns {Node[]} */
function both([zh, en]) {
  return [spoken('zh-CN', zh), spoken('en', en)]
}

/** @param {string} language
 * @param {string} text */
function spoken(language, text) {
  const span = document.createElement('span')
  span.lang = language
  span.textContent = text
  return span
}

/** @param {Finding} found
 * @param {Words} words */
function item(found, words) {
  const li = document.createElement('li')
  li.className = found
  const mark = document.createElement('span')
  mark.className = 'mark'
  mark.textContent = MARKS[found]
  mark.ariaHidden = 'true'
  li.append(mark, ...both(words))
  return li
}

/** @param {Words} name
 * @param {Words} value */
function fact(name, value) {
  const [dt, dd] = [document.createElement('dt'), document.createElement('dd')]
  dt.append(...both(name))
  dd.append(...both(value))
  return [dt, dd]
}

/** @param {string} language */
function speak(language) {
  document.documentElement.lang = language
  for (const button of document.querySelectorAll('button[data-language]')) button.ariaPressed = String(button.getAttribute('data-language') === language)
}

function start() {
  speak(navigator.languages.find((language) => /^(?:zh|en)\b/i.test(language))?.startsWith('en') ? 'en' : 'zh-CN')
  for (const button of document.querySelectorAll('button[data-language]')) button.addEventListener('click', () => speak(button.getAttribute('data-language') ?? 'zh-CN'))
  for (const id of ['files', 'folder']) {
    const input = /** @type {HTMLInputElement} */ (element(id))
    input.addEventListener('change', () => void take(input.files ?? []))
  }
  element('printed').addEventListener('input', compare)
  // Anywhere on the page: a file dropped beside the frame would otherwise be opened in its place.
  addEventListener('dragover', (event) => {
    event.preventDefault()
    element('drop').classList.add('over')
  })
  addEventListener('dragleave', () => element('drop').classList.remove('over'))
  addEventListener('drop', (event) => {
    event.preventDefault()
    element('drop').classList.remove('over')
    void take(event.dataTransfer?.files ?? [])
  })
  const note = element('engine')
  note.hidden = engine.isBuiltIn
  if (engine.verify) fill('engine', both(['此浏览器不认识 Ed25519，签名由本页内置的程序核验。', 'This browser does not know Ed25519; signatures are checked by the library in this page.']))
  else fill('engine', both(['此浏览器在这里不能核验签名，只能核验文件和收录。请把本页保存到本机后直接打开，或换用较新的浏览器。', 'This browser cannot check signatures here, only file and inclusion. Save this page on this computer and open it from there, or use a newer browser.']))
}

start()
