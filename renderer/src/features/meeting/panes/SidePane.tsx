import { Button, Drawer } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PANE_MAX, PANE_MIN, type Pane } from './usePane.ts'
import './panes.css'

export interface SidePaneProps {
  readonly pane: Pane
  readonly side: 'left' | 'right'
  readonly title: string
  readonly children: ReactNode
}

export function SidePane({ pane, side, title, children }: SidePaneProps) {
  const { t } = useTranslation('common')
  if (pane.isDrawer)
    return (
      <Drawer isOpen={pane.isOpen} onClose={pane.close} position={side} size="min(400px, 90vw)" aria-label={title}>
        <div className="side-pane-drawer">
          <Button className="side-pane-close" variant="minimal" icon={<Cross />} aria-label={t('close')} onClick={pane.close} />
          {children}
        </div>
      </Drawer>
    )
  return (
    <aside className={`side-pane side-pane-${side}`} style={{ width: pane.width }} aria-label={title}>
      {children}
      <Splitter pane={pane} side={side} title={title} />
    </aside>
  )
}

const STEP = 16

/** Between two panes: drag it, or focus it and use the arrow keys. */
function Splitter({ pane, side, title }: Omit<SidePaneProps, 'children'>) {
  const { t } = useTranslation('meeting')
  const grows = side === 'left' ? 1 : -1
  const onPointerDown = (event: PointerEvent<HTMLHRElement>): void => {
    event.preventDefault()
    const handle = event.currentTarget
    const { clientX: from, pointerId } = event
    handle.setPointerCapture(pointerId)
    const onMove = (moved: globalThis.PointerEvent): void => pane.setWidth(pane.width + (moved.clientX - from) * grows)
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', onMove), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    pane.setWidth(pane.width + (event.key === 'ArrowRight' ? STEP : -STEP) * grows)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator with a value is a widget (ARIA 1.2)
    <hr
      className="splitter"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      aria-label={t('pane.resize', { pane: title })}
      aria-orientation="vertical"
      aria-valuenow={pane.width}
      aria-valuemin={PANE_MIN}
      aria-valuemax={PANE_MAX}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
