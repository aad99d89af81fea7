import { useRef, useState, type ComponentType, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { OptionsTab } from '../frame/OptionsTab.tsx'
import { ScoringTab } from '../scoring/ScoringTab.tsx'
import { PositionsTab } from '../positions/PositionsTab.tsx'
import { Discussion } from './Discussion.tsx'
import { Resolutions } from './Resolutions.tsx'
import './itemTabs.css'

interface ItemTab {
  readonly id: 'discussion' | 'options' | 'scoring' | 'positions' | 'resolution'
  readonly Panel: ComponentType<{ readonly itemId: string }>
  /** Printed with the item whichever tab is open, so it is there all the time. */
  readonly isOnPaper?: true
}

const TABS: readonly ItemTab[] = [
  { id: 'discussion', Panel: Discussion, isOnPaper: true },
  { id: 'options', Panel: OptionsTab, isOnPaper: true },
  { id: 'scoring', Panel: ScoringTab },
  { id: 'positions', Panel: PositionsTab, isOnPaper: true },
  { id: 'resolution', Panel: Resolutions, isOnPaper: true },
]

/** The centre of an item, a step of its way to a decision per tab; the window remembers by item where it was. */
export function ItemTabs({ itemId }: { readonly itemId: string }) {
  const [shown, show] = useRememberedTab(itemId)
  return (
    <>
      <TabList itemId={itemId} shown={shown} onShow={show} />
      {TABS.map(({ id, Panel, isOnPaper }) => (
        <div key={id} role="tabpanel" id={panelId(itemId, id)} aria-labelledby={tabId(itemId, id)} className="item-panel" data-shown={id === shown || undefined}>
          {(id === shown || isOnPaper) && <Panel itemId={itemId} />}
        </div>
      ))}
    </>
  )
}

interface TabListProps {
  readonly itemId: string
  readonly shown: ItemTab['id']
  readonly onShow: (id: ItemTab['id']) => void
}

/** By arrow keys, Home and End as the ARIA practices have it: the focus opens the tab. */
function TabList({ itemId, shown, onShow }: TabListProps) {
  const { t } = useTranslation('itemTabs')
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = TABS.findIndex(({ id }) => id === shown)
    const next = TABS.at(indexAfter(event.key, at) ?? TABS.length)
    if (!next) return
    event.preventDefault()
    onShow(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <div ref={list} className="item-tabs" role="tablist" tabIndex={-1} aria-label={t('label')} onKeyDown={onKeyDown}>
      {TABS.map(({ id }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabId(itemId, id)}
          data-tab={id}
          aria-selected={id === shown}
          aria-controls={panelId(itemId, id)}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => onShow(id)}
        >
          {t(id)}
        </button>
      ))}
    </div>
  )
}

function indexAfter(key: string, at: number): number | null {
  if (key === 'ArrowRight') return (at + 1) % TABS.length
  if (key === 'ArrowLeft') return at - 1
  if (key === 'Home') return 0
  return key === 'End' ? -1 : null
}

function tabId(itemId: string, id: string): string {
  return `tab-${itemId}-${id}`
}

function panelId(itemId: string, id: string): string {
  return `panel-${itemId}-${id}`
}

function useRememberedTab(itemId: string): [ItemTab['id'], (id: ItemTab['id']) => void] {
  const key = `huishang/item-tab/${useMeeting().id}/${itemId}`
  const [shown, setShown] = useState(() => TABS.find(({ id }) => id === window.sessionStorage.getItem(key))?.id ?? 'discussion')
  const show = (id: ItemTab['id']): void => {
    setShown(id)
    try {
      window.sessionStorage.setItem(key, id)
    } catch {
      // A full or forbidden storage costs the memory of a tab, nothing else.
    }
  }
  return [shown, show]
}
