/**
 * The outcome of something that may fail in an expected way. Plain data, so that it crosses IPC and HTTP unchanged.
 * Bugs are thrown instead.
 */
export type Result<T, E extends { readonly kind: string }> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export function ok(): Result<void, never>
export function ok<T>(value: T): Result<T, never>
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value }
}

export function err<const E extends { readonly kind: string }>(error: E): Result<never, E> {
  return { ok: false, error }
}
