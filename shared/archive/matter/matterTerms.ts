import { normalise } from '../search/normalise.ts'

const MOST_TERMS = 12

/** Words of every agenda: they find every meeting and tell nothing about a matter. */
const COMMON = new Set(
  `关于 工作 问题 会议 研究 讨论 议题 有关 相关 情况 汇报 方案 意见 进行 推进 落实 要求 决定 议定 会商 本次 我们 以及 一个 如何 是否 需要 可以 进一步 建议 部门 单位 时限 牵头
   about after also been before from have into meeting more other over should that their them then there these they this those what when where which will with would your the and for are was has its our can who how why item issue discuss discussion decide`.split(/\s+/),
)

/**
 * The words of a matter by which earlier decisions on it are looked for, those of its first line first. Where a text is
 * cut does not matter for what is found: each word is searched for as a part of any text.
 */
export function matterTerms(text: string): readonly string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const words: string[] = []
  // Of a word that the machine does not know, such as 油烟, it gives the characters one by one.
  let loose = ''
  for (const { segment, isWordLike } of [...segmenter.segment(normalise(text)), { segment: '', isWordLike: false }]) {
    if (isWordLike && LOOSE.test(segment) && !PARTICLES.has(segment)) loose += segment
    else {
      words.push(...pairsOf(loose), segment)
      loose = ''
    }
  }
  return [...new Set(words.filter(isTelling))].slice(0, MOST_TERMS)
}

/** `油烟扰民` → `油烟 烟扰 扰民`: where one word ends in it is not known. */
function pairsOf(loose: string): readonly string[] {
  const characters = [...loose]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

const LOOSE = /^\p{Script=Han}$/u
const PARTICLES = new Set('的了在和与及或对是有为被把将于由从向到按等各该其此这那以之所也都就而但并未不无可能要请第年月日个条项次')

/** Two Chinese characters or three letters at least, and no mere number. */
function isTelling(word: string): boolean {
  if (COMMON.has(word) || !/\p{L}/u.test(word)) return false
  return /\p{Script=Han}/u.test(word) ? [...word].length >= 2 : word.length >= 3
}
