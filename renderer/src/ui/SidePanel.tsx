import { Button } from '@blueprintjs/core'
import { Cross } from '@blueprintjs/icons'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from './isComposing.ts'
import './sidePanel.css'

export interface SidePanelProps {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * One record beside its list (below it in the reading order). Takes the focus when it opens; Esc closes. Whoever opened
 * it puts the focus back. Give it the record's id as `key`.
 */
export function SidePanel({ label, onClose, children }: SidePanelProps) {
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return
    event.stopPropagation()
    onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from any field inside
    <aside ref={panel} className="side-panel" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      <div className="side-panel-bar">
        <span className="side-panel-label">{label}</span>
        <Button variant="minimal" size="small" icon={<Cross title={null} />} aria-label={t('close')} title={`${t('close')} (Esc)`} onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}

export interface PanelFieldProps {
  readonly label: string
  /** Names of others who are in this field. */
  readonly editedBy?: string
  readonly children: ReactNode
}

/** A field of a side panel: its name above it. */
export function PanelField({ label, editedBy, children }: PanelFieldProps) {
  return (
    <div className="panel-field">
      <div className="panel-field-label">
        {label}
        {editedBy && <span className="panel-field-editors">{editedBy}</span>}
      </div>
      {children}
    </div>
  )
}
