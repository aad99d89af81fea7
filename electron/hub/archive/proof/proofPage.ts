// oxlint-disable import/default -- `?raw` gives the text of a file, which has no exports
// oxlint-disable-next-line typescript/triple-slash-reference -- the tests are another program, which would not see the declaration otherwise
/// <reference path="./rawText.d.ts" />
import { createHash } from 'node:crypto'
import library from '@noble/ed25519/index.js?raw'
import checks from '../../../../resources/proof/checks.js?raw'
import program from '../../../../resources/proof/page.js?raw'
import plainSha256 from '../../../../resources/proof/sha256.js?raw'
import page from '../../../../resources/proof/verify.html?raw'
import { assert } from '../../../../shared/lib/assert.ts'

/**
 * `verify.html`: one file that verifies any export in any browser, from a disk and without a network. Its policy names
 * the hashes of its own style and program, so that nothing else runs in it.
 */
export function proofPage(): string {
  const script = [library, plainSha256, checks, program].map(withoutImports).join('\n')
  assert(!/<\/script|<!--/i.test(script), 'the program can stand in a page')
  const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? ''
  const policy = ["default-src 'none'", `script-src '${hashOf(script)}'`, `style-src '${hashOf(style)}'`, "base-uri 'none'", "form-action 'none'"].join('; ')
  return page
    .replace('<!--policy-->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('<!--script-->', () => `<script type="module">${script}</script>`)
}

/** The parts stand in one script, where they see each other: what is marked as joined is left out. */
function withoutImports(source: string): string {
  return source.replaceAll(/^\/\* joined \*\/ import .*\n/gm, '').replaceAll(/^export (?=async |function )/gm, '')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
