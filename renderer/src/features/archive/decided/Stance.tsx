import { useTranslation } from 'react-i18next'
import type { Stance as StanceKind } from '../../../../../shared/schema/decisionRule.ts'

const SHAPES: Readonly<Record<StanceKind, string>> = { support: '●', conditional: '▲', oppose: '■', abstain: '○', recused: '◇' }

/** A position as shape, word and colour. */
export function Stance({ kind }: { readonly kind: StanceKind }) {
  const { t } = useTranslation('positions')
  return (
    <span className={`mark record-stance-${kind}`}>
      <span aria-hidden="true">{SHAPES[kind]}</span>
      {t(`stance.${kind}`)}
    </span>
  )
}
