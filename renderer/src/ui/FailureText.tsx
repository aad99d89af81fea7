import type { ReactNode } from 'react'
import './failureText.css'

/** What happened, what is safe and what to do, read out at once. */
export function FailureText({ children }: { readonly children: ReactNode }) {
  return (
    <p className="failure-text" role="alert">
      <span aria-hidden="true">■</span>
      <span>{children}</span>
    </p>
  )
}
