import { piecesOf } from './groupHits.ts'

export interface MarkedProps {
  readonly text: string
  readonly highlights: readonly (readonly [number, number])[]
}

/** A text with what was found in it marked. */
export function Marked({ text, highlights }: MarkedProps) {
  return (
    <>
      {piecesOf(text, highlights).map(({ at, text: piece, isFound }) => (isFound ? <mark key={at}>{piece}</mark> : piece))}
    </>
  )
}
