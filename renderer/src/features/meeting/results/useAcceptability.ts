import { useEffect, useMemo, useState } from 'react'
import type { Acceptability, AcceptabilityInput } from '../../../../../shared/decision/value/acceptability.ts'
import { applyGates } from '../../../../../shared/decision/value/gates.ts'
import type { EvaluationInput } from '../../../../../shared/decision/value/evaluateOptions.ts'

export type DrawRequest = Omit<AcceptabilityInput, 'random' | 'draws'>

/** Rank acceptability, drawn in a thread of its own; null while it is drawn. Always the same for the same round. */
export function useAcceptability(input: EvaluationInput): readonly Acceptability[] | null {
  const request = useMemo(() => drawRequest(input), [input])
  const [drawn, setDrawn] = useState<{ readonly of: unknown; readonly acceptability: readonly Acceptability[] } | null>(null)
  useEffect(() => {
    const worker = new Worker(new URL('./acceptabilityWorker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<readonly Acceptability[]>) => setDrawn({ of: request, acceptability: data }))
    worker.postMessage(request) // oxlint-disable-line unicorn/require-post-message-target-origin -- a worker takes none
    return () => worker.terminate()
  }, [request])
  return drawn?.of === request ? drawn.acceptability : null
}

/** As `evaluateOptions` asks for it: of the options that pass the gates. */
export function drawRequest({ table, scorings = [], gates, weightings }: EvaluationInput): DrawRequest {
  const { passed } = applyGates(table, gates)
  const scored = scorings.map((scoring) => scoring.filter((_, i) => passed.options.includes(table.options[i] ?? '')))
  return { options: passed.options, scorings: scored.length > 0 ? scored : [passed.values], weightings }
}
