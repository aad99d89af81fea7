import { marked } from 'marked'
import { htmlPage } from './htmlLines.ts'
import type { Line } from './Line.ts'

/** Markdown as lines, by way of its HTML. Attribute lists of kramdown (`{: #section1 .resolution}`) are no words. */
export function markdownLines(text: string): readonly Line[] {
  // Long runs of space mean nothing and take the parser's time.
  const short = text.replaceAll(/[ \t]{100,}/g, ' ').replaceAll(/\n{4,}/g, '\n\n\n')
  const body = short.replace(/^---\n([\s\S]*?)\n---\n/, (_, front: string) => `${frontMatter(front)}\n\n`).replaceAll(/^[ \t]*\{:[^}\n]*\}[ \t]*$/gm, '')
  return htmlPage(marked.parse(body, { async: false, gfm: true, breaks: true })).lines
}

/** `date: 2024-03-05` before the text, as lines of it. */
function frontMatter(front: string): string {
  return front
    .split('\n')
    .filter((line) => /^(?:title|date|attendees|present|place|location):\s*\S/i.test(line))
    .map((line) => line.replace(/:\s*["']?(.*?)["']?\s*$/, ': $1'))
    .join('\n\n')
}
