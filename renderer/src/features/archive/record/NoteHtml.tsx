import { createElement, Fragment, useMemo, type ReactNode } from 'react'

/** What our notes are made of. Headings go below those of the record itself. */
const TAGS: Readonly<Record<string, string>> = {
  P: 'p', UL: 'ul', OL: 'ol', LI: 'li', BLOCKQUOTE: 'blockquote', PRE: 'pre', CODE: 'code', STRONG: 'strong', EM: 'em', S: 's', U: 'u',
  H1: 'h4', H2: 'h5', H3: 'h6', H4: 'h6', H5: 'h6', H6: 'h6', BR: 'br', HR: 'hr',
}

/**
 * Notes out of a file that anybody may have written: parsed without running or loading anything, then rebuilt from
 * known tags without any attribute. Of an unknown element its text stays, except where that text is no text for people.
 */
export function NoteHtml({ html }: { readonly html: string }) {
  const content = useMemo(() => rebuilt(new DOMParser().parseFromString(html, 'text/html').body), [html])
  return <div className="archive-note-body">{content}</div>
}

function rebuilt(parent: Node): ReactNode[] {
  return Array.from(parent.childNodes, (child, index) => {
    if (child instanceof Text) return child.data
    if (!(child instanceof Element) || ['SCRIPT', 'STYLE', 'TEMPLATE'].includes(child.tagName)) return null
    const tag = TAGS[child.tagName]
    if (tag === undefined) return <Fragment key={index}>{rebuilt(child)}</Fragment>
    return tag === 'br' || tag === 'hr' ? createElement(tag, { key: index }) : createElement(tag, { key: index }, ...rebuilt(child))
  })
}
