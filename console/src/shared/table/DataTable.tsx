import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { createColumnHelper, rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef } from "react";
import styles from "./DataTable.module.css";
import { parseSort } from "./listState";
import type { SettledRow } from "./settle";
import { useRowKeys } from "./useRowKeys";
import { useVirtualRows } from "./useVirtualRows";

/** One column; its `id` stands in the address when columns are chosen. */
export interface TableColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** The cell as plain text, for CSV. */
  readonly text: (row: Row) => string;
  /** The server's field to sort by; without it the column does not sort. */
  readonly sort?: string | undefined;
  /** Times and amounts are first wanted newest or largest first. */
  readonly descendingFirst?: boolean;
  readonly numeric?: boolean;
  /** Shown only when it is asked for. */
  readonly optional?: boolean;
  /** CSS width; columns without one share what is left. */
  readonly width?: string;
  /** Left out when the table itself is narrower than about 900, 640 or 420 px. */
  readonly hideBelow?: "wide" | "medium" | "narrow";
}

interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly SettledRow<Row>[];
  readonly idOf: (row: Row) => string;
  readonly sort: string;
  readonly onSort: (column: TableColumn<Row>) => void;
  /** The row that the side panel shows. */
  readonly openId?: string | undefined;
  readonly onOpen: (row: Row) => void;
  readonly onOpenPage: (row: Row) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** How many rows there are on the server, known or not. */
  readonly total: number;
  readonly onEnd?: (() => void) | undefined;
}

const features = tableFeatures({ rowSelectionFeature });

/** The table of every list: a real `<table>`; above 200 rows only those in sight are in the page. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, idOf, selected, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const selection = useMemo(() => Object.fromEntries([...selected].map((id) => [id, true as const])), [selected]);
  const table = useTable({
    features,
    columns: useTableColumns(columns),
    data: rows as SettledRow<Row>[],
    getRowId: (entry: SettledRow<Row>) => idOf(entry.row),
    state: { rowSelection: selection },
    onRowSelectionChange: (change) => {
      const after = typeof change === "function" ? change(selection) : change;
      onSelect(new Set(Object.keys(after).filter((id) => after[id])));
    },
  });
  const modelRows = table.getRowModel().rows;
  const virtual = useVirtualRows(scroller, modelRows.length, props.onEnd);
  const keys = useRowKeys({
    ids: modelRows.map((row) => row.id),
    container: scroller,
    openId: props.openId,
    onOpen: (index) => withRow(rows, index, props.onOpen),
    onOpenPage: (index) => withRow(rows, index, props.onOpenPage),
    onSelect: (index) => modelRows[index]?.toggleSelected(),
    reveal: virtual.reveal,
  });

  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        className={styles.table}
        aria-label={props.label}
        aria-rowcount={virtual.on ? props.total + 1 : undefined}
        data-plain={!virtual.on || undefined}
      >
        <thead>
          <tr aria-rowindex={virtual.on ? 1 : undefined}>
            <th className={`${styles.head} ${styles.check}`} scope="col">
              <input
                type="checkbox"
                aria-label="Select all rows that are loaded"
                checked={table.getIsAllRowsSelected()}
                ref={(box) => {
                  if (box) box.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected();
                }}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </th>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={keys.onKeyDown}>
          <Spacer height={virtual.before} columns={columns.length + 1} />
          {virtual.indexes.map((index) => {
            const row = modelRows[index];
            const entry = rows[index];
            if (!row || !entry) {
              return null;
            }
            return (
              <tr
                key={row.id}
                data-row={index}
                aria-rowindex={virtual.on ? index + 2 : undefined}
                aria-current={row.id === props.openId ? "true" : undefined}
                className={rowClass(row.id === props.openId, row.getIsSelected(), entry.gone)}
                tabIndex={index === keys.active ? 0 : -1}
                onFocus={() => keys.setActive(index)}
                onClick={(event) => isPlain(event.target) && props.onOpen(entry.row)}
              >
                <td className={`${styles.cell} ${styles.check}`}>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={`Select row ${index + 1}`}
                    checked={row.getIsSelected()}
                    onChange={row.getToggleSelectedHandler()}
                  />
                </td>
                {row.getAllCells().map((cell, at) => (
                  <td key={cell.id} className={`${styles.cell} ${cellClass(columns[at])}`}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
          <Spacer height={virtual.after} columns={columns.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

function useTableColumns<Row>(columns: readonly TableColumn<Row>[]) {
  return useMemo(() => {
    const helper = createColumnHelper<typeof features, SettledRow<Row>>();
    return helper.columns(
      columns.map((column) =>
        helper.display({
          id: column.id,
          header: column.header,
          cell: (context) => column.cell(context.row.original.row),
        }),
      ),
    );
  }, [columns]);
}

interface HeaderCellProps<Row> {
  readonly column: TableColumn<Row>;
  readonly sort: string;
  readonly onSort: (column: TableColumn<Row>) => void;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const [first] = parseSort(sort);
  const sorted = column.sort !== undefined && first?.field === column.sort;
  const direction = !sorted ? undefined : first.descending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      className={`${styles.head} ${cellClass(column)}`}
      style={column.width === undefined ? undefined : { width: column.width }}
      aria-sort={direction}
    >
      {column.sort === undefined ? (
        column.header
      ) : (
        <button type="button" className={styles.sort} onClick={() => onSort(column)}>
          {column.header}
          {direction === "ascending" && <IconArrowUp size={12} aria-hidden />}
          {direction === "descending" && <IconArrowDown size={12} aria-hidden />}
        </button>
      )}
    </th>
  );
}

function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return height === 0 ? null : (
    <tr>
      <td className={styles.spacer} colSpan={columns} style={{ height }} />
    </tr>
  );
}

function withRow<Row>(rows: readonly SettledRow<Row>[], index: number, use: (row: Row) => void): void {
  const entry = rows[index];
  if (entry) {
    use(entry.row);
  }
}

/** Links, buttons and boxes inside a row act for themselves. */
function isPlain(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, input, label") === null;
}

function cellClass<Row>(column: TableColumn<Row> | undefined): string {
  const hiding = { wide: styles.hideWide, medium: styles.hideMedium, narrow: styles.hideNarrow };
  return [column?.numeric ? styles.numeric : "", column?.hideBelow ? hiding[column.hideBelow] : ""].join(" ").trim();
}

function rowClass(open: boolean, selected: boolean, gone: boolean): string {
  return [styles.row, open ? styles.open : "", selected ? styles.selected : "", gone ? styles.gone : ""].join(" ");
}
