import { useEffect, useRef, useState } from 'react'
import { droppedFiles } from './droppedFiles.ts'

/** Takes files that are dropped anywhere on the window while this is mounted. @returns whether some are held over it */
export function useFileDrop(onDrop: (groups: readonly (readonly File[])[]) => void): boolean {
  const [isDragged, setDragged] = useState(false)
  const take = useRef(onDrop)
  useEffect(() => {
    take.current = onDrop
  })
  useEffect(() => {
    const handle = (event: DragEvent): void => {
      // A text that is dragged within the page is no file.
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      const isStill = event.type === 'dragover' || (event.type === 'dragleave' && event.relatedTarget !== null)
      setDragged(isStill)
      if (event.type === 'drop') void droppedFiles(event.dataTransfer).then((groups) => groups.length > 0 && take.current(groups))
    }
    for (const type of KINDS) window.addEventListener(type, handle)
    return () => {
      for (const type of KINDS) window.removeEventListener(type, handle)
    }
  }, [])
  return isDragged
}

const KINDS = ['dragover', 'dragleave', 'drop'] as const
