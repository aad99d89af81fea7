import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePaletteExtras } from '../../../hooks/usePalette.ts'
import { useSingleKey } from '../../../hooks/useSingleKey.ts'

/** A key that runs the room, which the palette knows too. @param run null where the person may not */
export function useRoomKey(key: string, label: string, run: (() => void) | null): void {
  const group = useTranslation('room').t('bar')
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const isOn = run !== null
  useSingleKey(key, () => latest.current?.())
  usePaletteExtras(useMemo(() => (isOn ? [{ id: `room-${key}`, group, label, keys: key.toUpperCase(), run: () => latest.current?.() }] : []), [isOn, key, group, label]))
}
