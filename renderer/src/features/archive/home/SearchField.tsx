import { Button, InputGroup } from '@blueprintjs/core'
import { Cross, Search } from '@blueprintjs/icons'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/isComposing.ts'

/** From the last key until the search begins, in ms. */
const PAUSE = 150

export interface SearchFieldProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly value: string
  readonly onSearch: (text: string) => void
  /** Down, and Enter: into what was found. */
  readonly onDown: () => void
}

/** Searches while somebody types; what an input method is still putting together is not searched for. */
export function SearchField({ input, value, onSearch, onDown }: SearchFieldProps) {
  const { t } = useTranslation('archive')
  const [typed, setTyped] = useState({ text: value, value })
  // Somebody went back, or followed a link: the field says what is searched for now.
  if (typed.value !== value) setTyped({ text: value, value })
  const isComposed = useRef(true)
  const wanted = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(wanted.current), [])
  const search = (text: string, pause = PAUSE): void => {
    clearTimeout(wanted.current)
    const begin = (): void => {
      setTyped({ text, value: text })
      onSearch(text)
    }
    if (pause === 0) begin()
    else wanted.current = setTimeout(begin, pause)
  }
  const type = (text: string): void => {
    setTyped((before) => ({ ...before, text }))
    if (isComposed.current) search(text)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Escape' && typed.text !== '') {
      event.preventDefault()
      search('', 0)
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      if (typed.text !== value) search(typed.text, 0)
      if (event.key === 'ArrowDown') onDown()
    }
  }
  return (
    <InputGroup
      className="archive-search"
      size="large"
      inputRef={input}
      role="searchbox"
      leftIcon={<Search title={null} />}
      {...(typed.text !== '' && { rightElement: <Button variant="minimal" icon={<Cross title={null} />} aria-label={t('clearSearch')} onClick={() => search('', 0)} /> })}
      aria-label={t('search')}
      aria-keyshortcuts="/"
      placeholder={t('searchHint')}
      maxLength={500}
      value={typed.text}
      onValueChange={type}
      onKeyDown={onKeyDown}
      onCompositionStart={() => {
        isComposed.current = false
        clearTimeout(wanted.current)
      }}
      onCompositionEnd={(event) => {
        isComposed.current = true
        search(event.currentTarget.value)
      }}
    />
  )
}
