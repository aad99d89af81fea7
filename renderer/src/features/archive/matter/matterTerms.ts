import { normalise } from '../../../../../shared/archive/search/normalise.ts'

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
  const words = [...segmenter.segment(normalise(text))].filter(({ segment, isWordLike }) => isWordLike && isTelling(segment)).map(({ segment }) => segment)
  return [...new Set(words)].slice(0, MOST_TERMS)
}

/** Two Chinese characters or three letters at least, and no mere number. */
function isTelling(word: string): boolean {
  if (COMMON.has(word) || !/\p{L}/u.test(word)) return false
  return /\p{Script=Han}/u.test(word) ? [...word].length >= 2 : word.length >= 3
}
