type MetricValue = number | ReadonlyMap<string, number>

/** One family of metrics; with a label, one number for each of its values. */
export interface Metric {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  readonly label?: string
  readonly value: MetricValue
}

/** The text format of Prometheus, version 0.0.4. */
export function formatMetrics(metrics: readonly Metric[]): string {
  return metrics.map(({ name, type, help, label = '', value }) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines(name, label, value)}`).join('')
}

function lines(name: string, label: string, value: MetricValue): string {
  if (typeof value === 'number') return `${name} ${formatNumber(value)}\n`
  return [...value]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, number]) => `${name}{${label}="${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"} ${formatNumber(number)}\n`)
    .join('')
}

function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : '0'
}
