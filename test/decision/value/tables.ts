import * as fc from 'fast-check'
import type { Matrix, ValueTable } from '../../../shared/decision/value/ValueTable.ts'
import { normaliseWeights } from '../../../shared/decision/value/weights.ts'

/** Options A, B, … and criteria c1, c2, … */
export function tableWith(weights: readonly number[], values: Matrix): ValueTable {
  return {
    options: values.map((_, i) => String.fromCodePoint(65 + i)),
    criteria: weights.map((_, j) => `c${j + 1}`),
    weights: normaliseWeights(weights).weights,
    values,
  }
}

interface Kind {
  readonly value: fc.Arbitrary<number | null>
  readonly leastOptions: number
}

/** Values and weights from a coarse grid, so that ties, zero weights, equal columns and dominance are common. */
export const coarse: Kind = { value: fc.integer({ min: 0, max: 4 }).map((step) => 25 * step), leastOptions: 1 }

export const fine: Kind = { value: fc.double({ min: 0, max: 100, noNaN: true }), leastOptions: 1 }

export function withGaps(kind: Kind): Kind {
  return { ...kind, value: fc.oneof({ weight: 4, arbitrary: kind.value }, { weight: 1, arbitrary: fc.constant(null) }) }
}

export function arbitraryTable({ value, leastOptions }: Kind): fc.Arbitrary<ValueTable> {
  return fc
    .record({ options: fc.integer({ min: leastOptions, max: 5 }), criteria: fc.integer({ min: 1, max: 5 }) })
    .chain(({ options, criteria }) =>
      fc.record({
        weights: fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: criteria, maxLength: criteria }),
        values: fc.array(fc.array(value, { minLength: criteria, maxLength: criteria }), { minLength: options, maxLength: options }),
      }),
    )
    .map(({ weights, values }) => tableWith(weights, values))
}
