import type { HostProofAnswer } from '../../../shared/api.ts'
import { compareHosts } from '../../../shared/model/DirectoryDocument.ts'
import type { HostEntry } from '../../../shared/schema/directory.ts'

export interface FindParts {
  /** As this machine's copy of the directory has them. */
  readonly hosts: readonly HostEntry[]
  /** Origin of a hub that runs on this very machine, if one does. */
  readonly ownHub: string | null
  /** Whether the hub at an address is the one with this key; asked before anything is sent to an `https:` address. */
  readonly isKnown: (url: string, fingerprint: string) => Promise<boolean>
  readonly prove: (url: string) => Promise<HostProofAnswer | null>
}

export interface FoundHost {
  readonly url: string
  readonly hubId: string
  readonly term: number
}

/**
 * [H8] Where the workspace is hosted now, of all the places it may be: every address of every hub is asked at once, and
 * of those that prove to know this session and say that they host, the one with the greatest term counts.
 */
export async function findHost({ hosts, ownHub, isKnown, prove }: FindParts): Promise<FoundHost | null> {
  const known = hosts.flatMap(({ addresses, fingerprint }) => addresses.map((url) => ({ url, fingerprint })))
  const places = ownHub === null ? known : [{ url: ownHub, fingerprint: null }, ...known]
  const answers = await Promise.all(
    places.map(async ({ url, fingerprint }) => {
      // Without a known key anybody on the network could be at the other end of it.
      const mayAsk = url.startsWith('https:') ? fingerprint !== null && (await isKnown(url, fingerprint)) : true
      const answer = mayAsk ? await prove(url) : null
      return answer?.mode === 'hosting' ? [{ url, hubId: answer.hubId, term: answer.term }] : []
    }),
  )
  const [found] = answers.flat().toSorted((a, b) => compareHosts({ id: a.hubId, term: a.term }, { id: b.hubId, term: b.term }))
  return found ?? null
}
