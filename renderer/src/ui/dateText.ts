/** Absolute dates as people write them: `2026年3月5日 周四 14:30`, `Thu 5 Mar 2026, 14:30`, in this machine's time zone. */
export function dateTimeText(instant: string | Date, language: string): string {
  return language === 'en' ? `${dayText(instant, language)}, ${timeText(instant)}` : `${dayText(instant, language)} ${timeText(instant)}`
}

/** Made once: making one takes longer than using it a hundred times. */
const ENGLISH_DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const CHINESE_WEEKDAY = new Intl.DateTimeFormat('zh-CN', { weekday: 'short' })

export function dayText(instant: string | Date, language: string): string {
  const date = new Date(instant)
  if (language === 'en') {
    const parts = ENGLISH_DAY.formatToParts(date)
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((candidate) => candidate.type === type)?.value ?? ''
    return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
  }
  const weekday = CHINESE_WEEKDAY.format(date)
  return `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日 ${weekday}`
}

export function timeText(instant: string | Date): string {
  const date = new Date(instant)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** Days from `now` to `instant` in words (今天, 明天, 3天后); only ever shown beside the absolute date. */
export function relativeDayText(instant: string | Date, now: Date, language: string): string {
  const days = Math.round((startOfDay(new Date(instant)) - startOfDay(now)) / 86_400_000)
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day')
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** From one instant to another, the day and the minute once each: `2026年3月5日 周四 14:30–14:42`. */
export function spanText(from: string | Date, to: string | Date, language: string): string {
  const [start, end] = [dateTimeText(from, language), dateTimeText(to, language)]
  if (start === end) return start
  return dayText(from, language) === dayText(to, language) ? `${start}–${timeText(to)}` : `${start} – ${end}`
}

/** @param month `2026-03` */
export function monthText(month: string, language: string): string {
  const [year = '', number = ''] = month.split('-')
  if (language !== 'en') return `${Number(number)}月`
  return new Intl.DateTimeFormat('en-GB', { month: 'long' }).format(new Date(Number(year), Number(number) - 1, 1))
}
