import { z } from 'zod'

/** Ids also name files and addresses, hence the narrow alphabet. */
export const IdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** A calendar day, `2026-03-05`, in the workspace's own time zone. */
export const DaySchema = z.iso.date()

/** ISO 8601 with offset, `2026-03-05T14:30:00+08:00`. */
export const InstantSchema = z.iso.datetime({ offset: true })

/** One line that people read: names and titles. Trimming is left to the commands, so that typing is not disturbed. */
export const LineSchema = z.string().max(500)

/** Longer free text. */
export const TextSchema = z.string().max(100_000)
