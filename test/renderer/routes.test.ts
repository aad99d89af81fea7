import { expect, test } from 'vitest'
import { parseRoute, routeHref, type Route } from '../../renderer/src/hooks/useRoute.ts'

test('[H4] every place of People has an address of its own, and an unknown one is who is here', () => {
  const places: readonly Route[] = [
    { screen: 'people' },
    { screen: 'people', isInviting: true },
    { screen: 'people', view: 'invitations' },
    { screen: 'people', view: 'sign-ins' },
    { screen: 'people', view: 'sign-ins', returning: 'p-1' },
  ]
  expect(places.map((place) => parseRoute(routeHref(place)))).toEqual(places)
  expect([parseRoute('#/people/nowhere'), parseRoute('#/people/return')]).toEqual([{ screen: 'people' }, { screen: 'people' }])
})

test('[C1] the pool and each submission have an address', () => {
  const places: readonly Route[] = [{ screen: 'pool', id: null }, { screen: 'pool', id: 's-1' }]
  expect(places.map((place) => parseRoute(routeHref(place)))).toEqual(places)
})
