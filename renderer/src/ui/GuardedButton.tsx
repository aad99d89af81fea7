import { Button, Tooltip, type ButtonProps } from '@blueprintjs/core'
import { useId } from 'react'

export interface GuardedButtonProps extends Omit<ButtonProps, 'disabled' | 'ref'> {
  /** Why the person may not; undefined when they may. */
  readonly reason: string | undefined
}

/**
 * A button that some may not press. It stays where it is, can be focused and says why: a plain `disabled` one would
 * be silent for keyboard and screen reader.
 */
export function GuardedButton({ reason, onClick, className, ...button }: GuardedButtonProps) {
  const id = useId()
  if (reason === undefined) return <Button {...button} {...(className ? { className } : {})} {...(onClick ? { onClick } : {})} />
  return (
    <Tooltip content={reason}>
      <>
        <Button {...button} className={`bp6-disabled ${className ?? ''}`} aria-disabled aria-describedby={id} />
        <span id={id} className="visually-hidden">
          {reason}
        </span>
      </>
    </Tooltip>
  )
}
