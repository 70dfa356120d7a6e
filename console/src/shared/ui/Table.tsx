import type { ReactNode } from "react";
import classes from "./Table.module.css";

export type SimpleColumn<Row> = {
  /** Unique in its table. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** CSS width of the column. */
  width?: string;
  align?: "end" | "center";
  /** The head is only for screen readers: for columns of buttons. */
  quietHeader?: boolean;
};

/** A short table that is shown whole: settings, not data. Long lists use shared/table. */
export function SimpleTable<Row>({
  label,
  rows,
  columns,
  keyOf,
  after,
}: {
  label: string;
  rows: readonly Row[];
  columns: readonly SimpleColumn<Row>[];
  keyOf: (row: Row) => string | number;
  /** A line across the table below a row, when there is more to say about it. */
  after?: (row: Row) => ReactNode;
}) {
  return (
    // The scroll region can be reached by keyboard, since it may hold no control of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div className={classes.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.header}
                scope="col"
                style={column.width ? { width: column.width } : undefined}
                data-align={column.align}
              >
                {column.quietHeader ? <span className="visually-hidden">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RowWithMore key={keyOf(row)} row={row} columns={columns} more={after?.(row)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowWithMore<Row>({
  row,
  columns,
  more,
}: {
  row: Row;
  columns: readonly SimpleColumn<Row>[];
  more: ReactNode;
}) {
  const hasMore = more !== undefined && more !== null && more !== false;
  return (
    <>
      <tr data-more={hasMore || undefined}>
        {columns.map((column) => (
          <td key={column.header} data-align={column.align}>
            {column.cell(row)}
          </td>
        ))}
      </tr>
      {hasMore && (
        <tr className={classes.more}>
          <td colSpan={columns.length}>{more}</td>
        </tr>
      )}
    </>
  );
}
