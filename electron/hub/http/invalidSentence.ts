import type { z } from 'zod'

/** What a request lacks of its shape; the first five things. */
export function invalidSentence(error: z.ZodError): string {
  const problems = error.issues.slice(0, 5).map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  return `The request does not have the shape this address takes. ${problems.join('; ')}`
}
