import type { KeyboardEvent } from 'react'

/** True while an input method is putting a word together: its Enter and Esc are not ours. Safari says so by 229 only. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229
}
