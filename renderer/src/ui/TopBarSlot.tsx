import { useEffect, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** Puts a screen's own line (which meeting, stage, clock, who is here) into the top bar. */
export function TopBarSlot({ children }: { readonly children: ReactNode }) {
  const [slot, setSlot] = useState<Element | null>(null)
  useEffect(() => setSlot(document.getElementById('top-bar-slot')), [])
  return slot && createPortal(children, slot)
}
