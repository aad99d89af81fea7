import { useEffect, useRef } from 'react'

/** Heads a step without a field to type in: it takes the focus that went with the step before, and is read out. */
export function StepHeading({ text }: { readonly text: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h2 ref={heading} tabIndex={-1}>
      {text}
    </h2>
  )
}
