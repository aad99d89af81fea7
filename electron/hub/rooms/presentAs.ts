import { ownPresence } from '../../../shared/sync/Room.ts'
import type { AccessStore } from '../access/AccessStore.ts'

/**
 * What others see of a window's presence: under the name and department that the person has here, whatever it says, and
 * not at all if it is under another's id.
 */
export function presentAs(access: Pick<AccessStore, 'person'>): (personId: string, state: object) => object | undefined {
  return (personId, state) => {
    const person = access.person(personId)
    if (!person || !ownPresence(personId, state)) return undefined
    const { id, name, departmentId } = person
    const { presence, user } = state as { readonly presence?: unknown; readonly user?: unknown }
    const isTrue = says(presence, 'person', { id, name, departmentId }) && says(state, 'user', { name })
    if (isTrue) return state
    return {
      ...state,
      ...(isObject(presence) && 'person' in presence && { presence: { ...presence, person: { id, name, departmentId } } }),
      // The label at the caret.
      ...(isObject(user) && { user: { ...user, name } }),
    }
  }
}

/** True if what `holder` says under `key` is nothing or true. */
function says(holder: unknown, key: string, truth: Readonly<Record<string, unknown>>): boolean {
  const said = isObject(holder) ? holder[key] : undefined
  return said === undefined || (isObject(said) && Object.entries(truth).every(([field, value]) => said[field] === value))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
