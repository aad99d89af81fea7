import { expect, test } from 'vitest'
import { projectorLink, readProjectorAddress, type ProjectorAddress } from '../../shared/lib/projectorLink.ts'

const ADDRESS: ProjectorAddress = { hubUrl: 'https://192.168.1.20:7420', code: 'a'.repeat(43), language: 'en', theme: 'dark' }

test('[C7] a big screen’s address goes through its link, all of it behind the #', () => {
  const link = projectorLink('https://192.168.1.20:7420', ADDRESS)
  const [page, fragment] = link.split('#')
  expect(page).toBe('https://192.168.1.20:7420/projector/')
  expect(readProjectorAddress(`#${fragment}`)).toEqual(ADDRESS)
})

test.each(['', '#', '#code=abc', '#hub=javascript%3Aalert(1)&code=aaaaaaaaaaaaaaaaaaaaaaaa&language=en&theme=dark', '#hub=https%3A%2F%2Fuser%40evil&code=aaaaaaaaaaaaaaaaaaaaaaaa&language=en&theme=dark', '#hub=%E0&code=aaaaaaaaaaaaaaaaaaaaaaaa&language=en&theme=dark'])(
  '[C7] %s is no address of a big screen',
  (hash) => {
    expect(readProjectorAddress(hash)).toBeUndefined()
  },
)
