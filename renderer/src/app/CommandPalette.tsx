import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaletteItem } from '../hooks/usePalette.ts'
import { isComposing } from '../ui/isComposing.ts'
import { findItems } from './findItems.ts'
import './commandPalette.css'

export interface CommandPaletteProps {
  readonly items: readonly PaletteItem[]
  readonly onClose: () => void
}

/** Type, choose with the arrows, Enter. Focus stays in the field; the choice is announced as the active option. */
export function CommandPalette({ items, onClose }: CommandPaletteProps) {
  const { t } = useTranslation('frame')
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const found = findItems(items, query)
  const chosen = found[Math.min(place, found.length - 1)]
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  const run = (item: PaletteItem): void => {
    onClose()
    item.run()
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    const step = STEPS[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setPlace((Math.min(place, found.length - 1) + step + found.length) % found.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (chosen) run(chosen)
    }
  }
  return (
    <dialog ref={dialog} className="palette" aria-label={t('palette.title')} onClose={onClose}>
      <input
        className="palette-input"
        role="combobox"
        aria-label={t('palette.title')}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && `${id}-${found.indexOf(chosen)}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={t('palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setPlace(0)
        }}
        onKeyDown={handleKey}
      />
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot be a combobox's list */}
      <div id={`${id}-list`} className="palette-list" role="listbox" tabIndex={-1} aria-label={t('palette.title')}>
        {found.map((item, index) => (
          <PaletteRow key={item.id} id={`${id}-${index}`} item={item} isFirstOfGroup={item.group !== found[index - 1]?.group} isChosen={item === chosen} onRun={run} />
        ))}
      </div>
      {found.length === 0 && <p className="palette-none">{t('palette.none')}</p>}
    </dialog>
  )
}

interface PaletteRowProps {
  readonly id: string
  readonly item: PaletteItem
  readonly isFirstOfGroup: boolean
  readonly isChosen: boolean
  readonly onRun: (item: PaletteItem) => void
}

function PaletteRow({ id, item, isFirstOfGroup, isChosen, onRun }: PaletteRowProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <>
      {isFirstOfGroup && (
        <div className="palette-group" aria-hidden="true">
          {item.group}
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role -- an option of a combobox that filters; the field has the keys */}
      <div ref={row} id={id} className="palette-item" role="option" tabIndex={-1} aria-selected={isChosen} onClick={() => onRun(item)}>
        <span className="palette-label">{item.label}</span>
        {item.detail && <span className="palette-detail">{item.detail}</span>}
        {item.keys && <kbd className="key">{item.keys}</kbd>}
      </div>
    </>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
