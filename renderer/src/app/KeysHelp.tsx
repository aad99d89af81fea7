import { useTranslation } from 'react-i18next'
import type { PaletteItem } from '../hooks/usePalette.ts'
import { PlainDialog } from '../ui/PlainDialog.tsx'

export interface KeysHelpProps {
  readonly items: readonly PaletteItem[]
  readonly onClose: () => void
}

/** Every key there is right now: the frame's, and those of the screen that is open. */
export function KeysHelp({ items, onClose }: KeysHelpProps) {
  const { t } = useTranslation('frame')
  return (
    <PlainDialog title={t('keys.title')} onClose={onClose}>
      <dl className="keys-list">
        <Key keys="Ctrl+K" label={t('palette.title')} />
        {items.map(({ id, keys, label }) => keys && <Key key={id} keys={keys} label={label} />)}
        <Key keys="Ctrl+Z" label={t('keys.undo')} />
        <Key keys="Ctrl+Shift+Z" label={t('keys.redo')} />
        <Key keys="Enter" label={t('keys.commit')} />
        <Key keys="Ctrl+Enter" label={t('keys.send')} />
        <Key keys="Esc" label={t('keys.giveUp')} />
      </dl>
    </PlainDialog>
  )
}

function Key({ keys, label }: { readonly keys: string; readonly label: string }) {
  return (
    <>
      <dt>
        <kbd className="key">{keys}</kbd>
      </dt>
      <dd>{label}</dd>
    </>
  )
}
