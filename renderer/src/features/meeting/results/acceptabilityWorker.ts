import { rankAcceptability, SEED } from '../../../../../shared/decision/value/acceptability.ts'
import { seeded } from '../../../../../shared/decision/seeded.ts'
import type { DrawRequest } from './useAcceptability.ts'

self.addEventListener('message', ({ data }: MessageEvent<DrawRequest>) => {
  self.postMessage(rankAcceptability({ ...data, random: seeded(SEED) })) // oxlint-disable-line unicorn/require-post-message-target-origin -- a worker takes none
})
