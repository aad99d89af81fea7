import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isConsistent, isIncluded, leafHash, MerkleTree } from '../../../shared/archive/ledger/merkle.ts'
import { sha256 } from '../../../electron/hub/sha256.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The leaves and roots that implementations of RFC 6962 share. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) => new Uint8Array(Buffer.from(text, 'hex')))
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

function treeOf(leaves: readonly Uint8Array[]): MerkleTree {
  const tree = new MerkleTree(sha256)
  for (const leaf of leaves) tree.append(leaf)
  return tree
}

/** Section 2.1 of the RFC, word for word. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (!first) return sha256(new Uint8Array())
  if (leaves.length === 1) return leafHash(sha256, first)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.concat([new Uint8Array([1]), plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split))]))
}

const leavesOf = (size: number): Uint8Array[] => Array.from({ length: size }, (_, index) => new Uint8Array(Buffer.from(`leaf ${index}`)))
const sizes = fc.integer({ min: 1, max: 300 })

test('[A3] the roots are the published ones', () => {
  const tree = treeOf(LEAVES)
  expect(ROOTS.map((_, size) => hex(tree.root(size)))).toEqual(ROOTS)
})

test('[A3] the audit paths of the published tree of eight are its subtrees', () => {
  const tree = treeOf(LEAVES)
  expect({ first: tree.inclusionProof(0, 8).map(hex), consistency: tree.consistencyProof(6, 8).map(hex) }).toEqual({
    first: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
    consistency: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  })
})

test('[A3] a root at any size is that of the definition', () => {
  const leaves = leavesOf(70)
  const tree = treeOf(leaves)
  expect(leaves.map((_, size) => hex(tree.root(size)))).toEqual(leaves.map((_, size) => hex(plainRoot(leaves.slice(0, size)))))
})

test('[A3] every inclusion proof holds, and nothing but it: not for another leaf, place, size or root', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
      const leaves = leavesOf(size)
      const tree = treeOf(leaves)
      const [index, other] = [a % size, b % size]
      const claim = { leaf: leaves[index] ?? new Uint8Array(), index, size, proof: tree.inclusionProof(index, size), root: tree.root(size) }
      const is = (change: Partial<typeof claim>): boolean => isIncluded(sha256, { ...claim, ...change })
      expect({
        right: is({}),
        otherLeaf: other !== index && is({ leaf: leaves[other] ?? new Uint8Array() }),
        otherPlace: other !== index && is({ index: other }),
        longer: is({ proof: [...claim.proof, claim.root] }),
        shorter: claim.proof.length > 0 && is({ proof: claim.proof.slice(0, -1) }),
        beyond: is({ index: size }),
        otherRoot: is({ root: sha256(claim.root) }),
      }).toEqual({ right: true, otherLeaf: false, otherPlace: false, longer: false, shorter: false, beyond: false, otherRoot: false })
    }),
    { numRuns: 200 },
  )
})

test('[A3] every consistency proof holds, and none that a rewritten past could give', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (to, a, b) => {
      const from = (a % to) + 1
      const leaves = leavesOf(to)
      const tree = treeOf(leaves)
      const changed = treeOf(leaves.map((leaf, index) => (index === b % from ? sha256(leaf) : leaf)))
      const was = { size: from, root: tree.root(from) }
      const is = (now: MerkleTree, proof = now.consistencyProof(from, to)): boolean => isConsistent(sha256, was, { size: to, root: now.root(to) }, proof)
      expect({ right: is(tree), rewritten: is(changed), borrowed: is(changed, tree.consistencyProof(from, to)), longer: is(tree, [...tree.consistencyProof(from, to), tree.root()]) }).toEqual({
        right: true,
        rewritten: false,
        borrowed: false,
        longer: false,
      })
    }),
    { numRuns: 200 },
  )
})

test('[A3] the empty ledger is the beginning of every other, a longer one of none', () => {
  const tree = treeOf(leavesOf(3))
  const [none, all] = [{ size: 0, root: tree.root(0) }, { size: 3, root: tree.root() }]
  expect([isConsistent(sha256, none, all, []), isConsistent(sha256, { ...none, root: all.root }, all, []), isConsistent(sha256, all, none, [])]).toEqual([true, false, false])
})
