import { Button, PopoverNext, PopupKind } from '@blueprintjs/core'
import { CaretDown } from '@blueprintjs/icons'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTimeText, relativeDayText, spanText } from './dateText.ts'
import './recordTrail.css'

export interface TrailLine {
  readonly who: string
  /** What of several records it was, e.g. `议定事项 2`; empty where there is one record only. */
  readonly subject: string
  readonly section: string
  readonly change: 'created' | 'replaced' | 'changed' | 'removed'
  /** Names of the record's fields. */
  readonly fields: readonly string[]
  /** Instants. */
  readonly from: string
  readonly to: string
}

export interface RecordTrailProps {
  /** `away`: the hub can't be asked; `text` says why if it is there. */
  readonly trail: { readonly state: 'asking' } | { readonly state: 'away'; readonly text: string } | { readonly state: 'there'; readonly lines: readonly TrailLine[]; readonly isOld: boolean }
  /** By which `today` and `yesterday` are told. */
  readonly now: Date
  /** Told when the trail is opened, so that it can be asked for again. */
  readonly onOpen: () => void
}

/** Who changed this last; behind it everybody who did, with what and when. */
export function RecordTrail({ trail, now, onOpen }: RecordTrailProps) {
  const { t, i18n } = useTranslation('trail')
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const isClosedByKey = useRef(false)
  if (trail.state === 'asking') return <p className="trail-note">{t('asking')}</p>
  if (trail.state === 'away') return <p className="trail-note">{trail.text || t('offline')}</p>
  const [last] = trail.lines
  if (!last) return <p className="trail-note">{t('none')}</p>
  const toggle = (opens: boolean): void => {
    setIsOpen(opens)
    if (opens) onOpen()
  }
  const closeByKey = (): void => {
    isClosedByKey.current = true
    setIsOpen(false)
  }
  // Only now: while it goes, the popover takes the focus along.
  const giveFocusBack = (): void => {
    if (isClosedByKey.current) setTimeout(() => root.current?.querySelector('button')?.focus())
    isClosedByKey.current = false
  }
  return (
    <div ref={root} className="trail" data-testid="record-trail">
      <PopoverNext
        placement="top-start"
        isOpen={isOpen}
        onInteraction={toggle}
        popupKind={PopupKind.DIALOG}
        onClosed={giveFocusBack}
        content={<TrailList lines={trail.lines} isOld={trail.isOld} now={now} onClose={closeByKey} />}
      >
        <Button variant="minimal" size="small" className="trail-button" aria-expanded={isOpen} endIcon={<CaretDown title={null} />}>
          {t('last', { who: last.who, at: dateTimeText(last.to, i18n.language), relative: relativeDayText(last.to, now, i18n.language) })}
        </Button>
      </PopoverNext>
    </div>
  )
}

interface TrailListProps {
  readonly lines: readonly TrailLine[]
  readonly isOld: boolean
  readonly now: Date
  readonly onClose: () => void
}

function TrailList({ lines, isOld, now, onClose }: TrailListProps) {
  const { t, i18n } = useTranslation('trail')
  const list = useRef<HTMLElement>(null)
  useEffect(() => list.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // The panel behind it closes by the same key.
    event.stopPropagation()
    onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- Esc closes, and what scrolls must be reached by keyboard
    <section ref={list} className="trail-list" role="dialog" aria-label={t('title')} tabIndex={0} onKeyDown={onKeyDown}>
      <h3>{t('title')}</h3>
      {isOld && <p className="trail-note">{t('old')}</p>}
      <ol>
        {lines.map((line) => (
          <li key={`${line.section} ${line.subject} ${line.from} ${line.who} ${line.change} ${line.fields.join(' ')}`}>
            <span className="trail-who">{line.who}</span>
            <span className="trail-what">
              <What line={line} />
            </span>
            <time dateTime={line.to}>
              {spanText(line.from, line.to, i18n.language)} <span className="trail-relative">{relativeDayText(line.to, now, i18n.language)}</span>
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}

function What({ line: { subject, section, change, fields } }: { readonly line: TrailLine }) {
  const { t, i18n } = useTranslation('trail')
  const isKnown = (field: string): boolean => i18n.exists(`trail:field.${section}.${field}`)
  const words = fields.filter(isKnown).map((field) => t(`field.${section}.${field}` as 'field.other'))
  if (words.length < fields.length) words.push(t('field.other'))
  const deed = change === 'changed' && words.length > 0 ? t('changedFields', { fields: words.join(t('comma')) }) : t(`change.${change}`)
  return subject === '' ? deed : t('of', { subject, deed })
}
