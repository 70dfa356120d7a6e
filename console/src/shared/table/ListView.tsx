import { Button } from "@mantine/core";
import { IconCheck, IconColumns3, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { getListFieldsByList } from "../api";
import { csvOf, downloadCsv } from "../chart/csv";
import { useCommands } from "../command";
import { FilterBar, type ListField } from "../filter";
import { Empty, ErrorState, Loading, Menu, Segments } from "../ui";
import { useUrlState } from "../url/useUrlState";
import { DataTable, type TableColumn } from "./DataTable";
import styles from "./ListView.module.css";
import { colsOf, toggleSort, visibleColumns } from "./listState";
import { SidePanel } from "./SidePanel";
import { settledWords } from "./settle";
import { type ListSource, useList } from "./useList";

/** A saved way to look at a list: part of the query that no chip shows. */
export interface SavedView {
  readonly id: string;
  readonly label: string;
  readonly q: string;
  /** How many rows it has, where the page knows. */
  readonly count?: number | undefined;
}

export interface ListViewProps<Row> {
  readonly label: string;
  readonly source: ListSource<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly defaultSort: string;
  /** The first one is shown without a choice. */
  readonly views: readonly SavedView[];
  readonly placeholder: string;
  readonly pathOf: (row: Row) => string;
  /** The side panel of a row, by its id, so that an address opens it too. */
  readonly panel: (id: string, close: () => void) => ReactNode;
  readonly panelLabel: string;
  /** What stands there when the view is empty without any filter. */
  readonly nothing: (view: SavedView) => ReactNode;
  /** What can be done with the selected rows. */
  readonly bulk?: (rows: readonly Row[], done: () => void) => ReactNode;
  readonly actions?: ReactNode;
}

const NO_FIELDS: readonly ListField[] = [];
const NOTHING_SELECTED: ReadonlySet<string> = new Set();

/** Every list page: saved views, filter chips, count, columns, the live table, and the panel of the open row. */
export function ListView<Row>(props: ListViewProps<Row>) {
  const { source, columns, defaultSort, views } = props;
  const [url, setUrl] = useUrlState({ view: views[0]?.id ?? "", q: "", sort: defaultSort, cols: "", sel: "" });
  const view = views.find((candidate) => candidate.id === url.view) ?? (views[0] as SavedView);
  const list = useList(source, [view.q, url.q].filter((part) => part !== "").join(" "), url.sort);
  const fields = useQuery({
    queryKey: ["list-fields", source.name],
    queryFn: ({ signal }) => getListFieldsByList({ path: { list: source.name }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [selected, setSelected] = useState(NOTHING_SELECTED);
  const navigate = useNavigate();
  const shown = useMemo(() => {
    const ids = visibleColumns(columns, url.cols);
    return ids.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  }, [columns, url.cols]);
  const close = useCallback(() => setUrl({ sel: "" }, { push: true }), [setUrl]);
  useCommands([
    {
      id: "list.close",
      title: "Close the panel",
      section: "List",
      keys: "esc",
      available: url.sel !== "",
      inPalette: false,
      run: close,
    },
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question makes the selection meaningless
  useEffect(() => setSelected(NOTHING_SELECTED), [view.id, url.q]);

  const rows = list.settled.rows;
  const selectedRows = rows.filter(({ row }) => selected.has(source.idOf(row))).map(({ row }) => row);
  const loadMore = list.query.hasNextPage && !list.query.isFetchingNextPage ? list.loadMore : undefined;
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        {views.length > 1 && (
          <Segments
            label="View"
            choices={views}
            current={view.id}
            onPick={(id) => setUrl({ view: id, sel: "" }, { push: true })}
          />
        )}
        <FilterBar
          q={url.q}
          onChange={(q) => setUrl({ q })}
          fields={(fields.data?.fields as readonly ListField[] | undefined) ?? NO_FIELDS}
          placeholder={props.placeholder}
        />
        <ColumnPicker columns={columns} shown={shown} onPick={(ids) => setUrl({ cols: colsOf(columns, ids) })} />
        {props.actions}
      </div>
      <div className={styles.body}>
        <section className={styles.card} aria-label={props.label} aria-busy={list.query.isFetching}>
          <ListBar
            count={list.query.data ? `${list.total.toLocaleString("en-GB")} ${list.total === 1 ? "row" : "rows"}` : ""}
            news={settledWords(list.settled)}
            onAccept={list.settled.accept}
            selected={selectedRows.length}
            onClear={() => setSelected(NOTHING_SELECTED)}
            failed={list.query.data !== undefined && list.query.isError}
            bulk={
              <>
                {props.bulk?.(selectedRows, () => setSelected(NOTHING_SELECTED))}
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => downloadRows(props.label, shown, selectedRows)}
                >
                  Download CSV
                </Button>
              </>
            }
          />
          {list.query.data === undefined ? (
            list.query.error ? (
              <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />
            ) : (
              <Loading rows={8} label={`Loading ${props.label}`} />
            )
          ) : rows.length === 0 ? (
            <NothingThere filtered={url.q !== ""} nothing={props.nothing(view)} onClear={() => setUrl({ q: "" })} />
          ) : (
            <DataTable
              label={props.label}
              columns={shown}
              rows={rows}
              idOf={source.idOf}
              sort={url.sort}
              onSort={(column) =>
                setUrl({ sort: toggleSort(url.sort, column.sort ?? "", defaultSort, column.descendingFirst ?? false) })
              }
              openId={url.sel === "" ? undefined : url.sel}
              onOpen={(row) => setUrl({ sel: source.idOf(row) }, { push: true })}
              onOpenPage={(row) => void navigate({ to: props.pathOf(row) })}
              selected={selected}
              onSelect={setSelected}
              total={list.total}
              onEnd={loadMore}
            />
          )}
          {list.query.hasNextPage && (
            <div className={styles.more}>
              <Button
                size="compact-sm"
                variant="default"
                loading={list.query.isFetchingNextPage}
                onClick={list.loadMore}
              >
                Show more
              </Button>
              <span className="muted">
                {rows.length} of {list.total.toLocaleString("en-GB")}
              </span>
            </div>
          )}
        </section>
        {url.sel !== "" && (
          <SidePanel label={props.panelLabel} onClose={close}>
            {props.panel(url.sel, close)}
          </SidePanel>
        )}
      </div>
    </div>
  );
}

interface ColumnPickerProps<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly shown: readonly TableColumn<Row>[];
  readonly onPick: (ids: string[]) => void;
}

function ColumnPicker<Row>({ columns, shown, onPick }: ColumnPickerProps<Row>) {
  const ids = shown.map((column) => column.id);
  const toggle = (id: string) =>
    onPick(
      columns.map((column) => column.id).filter((other) => (other === id ? !ids.includes(id) : ids.includes(other))),
    );
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.slice(1).map((column) => (
          <Menu.Item
            key={column.id}
            role="menuitemcheckbox"
            aria-checked={ids.includes(column.id)}
            leftSection={<IconCheck size={15} visibility={ids.includes(column.id) ? "visible" : "hidden"} />}
            onClick={() => toggle(column.id)}
          >
            {column.header}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ListBarProps {
  readonly count: string;
  readonly news: string | undefined;
  readonly onAccept: () => void;
  readonly selected: number;
  readonly onClear: () => void;
  readonly failed: boolean;
  readonly bulk: ReactNode;
}

/** One line above the rows: how many there are, what waits, and what can be done with the selected ones. */
function ListBar({ count, news, onAccept, selected, onClear, failed, bulk }: ListBarProps) {
  if (selected > 0) {
    return (
      <div className={styles.bar}>
        <strong>{selected} selected</strong>
        {bulk}
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          Clear
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.bar}>
      <span className="muted numeric">{count}</span>
      {failed && <span className="muted">Not refreshed: the server did not answer</span>}
      <span role="status">
        {news !== undefined && (
          <button type="button" className={styles.news} onClick={onAccept}>
            <IconRefresh size={13} aria-hidden /> {news} · Show
          </button>
        )}
      </span>
    </div>
  );
}

interface NothingThereProps {
  readonly filtered: boolean;
  readonly nothing: ReactNode;
  readonly onClear: () => void;
}

function NothingThere({ filtered, nothing, onClear }: NothingThereProps) {
  if (!filtered) {
    return nothing;
  }
  return (
    <Empty
      kind="no-match"
      title="Nothing matches"
      action={
        <Button size="xs" variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      No row of this view matches the filter.
    </Empty>
  );
}

function downloadRows<Row>(name: string, columns: readonly TableColumn<Row>[], rows: readonly Row[]): void {
  const head = columns.map((column) => column.header);
  downloadCsv(name, csvOf([head, ...rows.map((row) => columns.map((column) => column.text(row)))]));
}
