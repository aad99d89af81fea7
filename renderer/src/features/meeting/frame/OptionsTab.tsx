import { Criteria } from './Criteria.tsx'
import { Gates } from './Gates.tsx'
import { Options } from './Options.tsx'
import { Rule } from './Rule.tsx'
import './frame.css'

/** [C3] What is chosen between, what rules an option out, what it is scored by, and what counts as passed. */
export function OptionsTab({ itemId }: { readonly itemId: string }) {
  return (
    <div data-testid="frame">
      <Options itemId={itemId} />
      <Gates itemId={itemId} />
      <Criteria itemId={itemId} />
      <Rule itemId={itemId} />
    </div>
  )
}
