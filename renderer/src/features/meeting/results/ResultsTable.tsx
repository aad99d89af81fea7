import type { ReactNode } from 'react'

export interface ResultsRow {
  readonly key: string
  /** Before the row's name, such as its rank. */
  readonly lead?: string
  /** What the row is about. */
  readonly name: string
  readonly cells: readonly ReactNode[]
}

export interface ResultsTableProps {
  /** From the first column on, the row's lead and name among them. */
  readonly columns: readonly ReactNode[]
  readonly rows: readonly ResultsRow[]
}

/** A table of results: also what stands behind a chart. */
export function ResultsTable({ columns, rows }: ResultsTableProps) {
  return (
    <table className="table results-table">
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th key={index} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, lead, name, cells }) => (
          <tr key={key}>
            {lead !== undefined && <td>{lead}</td>}
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
