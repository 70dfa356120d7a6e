import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { ApiProblem, violationOf } from "../api";
import { csvOf, downloadCsv } from "../chart/csv";
import { useCommands } from "../command";
import { FilterBar, type FilterFault, useVocabulary } from "../filter";
import { Empty, ErrorState, Loading, Segments } from "../ui";
import { useUrlState } from "../url/useUrlState";
import { ColumnPicker } from "./ColumnPicker";
import { DataTable, type TableColumn } from "./DataTable";
import { ListBar, SelectionBar } from "./ListBar";
import styles from "./ListView.module.css";
import { colsOf, countWords, toggleSort, visibleColumns } from "./listState";
import { SidePanel } from "./SidePanel";
import { settledWords } from "./settle";
import { type ListSource, useList } from "./useList";

/** A way to look at a list: part of the query that no chip shows. */
export interface SavedView {
  readonly id: string;
  readonly label: string;
  readonly q: string;
  /** How many rows it has, where the page knows. */
  readonly count?: number | undefined;
}

/** What a list shows right now. */
export interface ListState {
  /** The list's name at the server. */
  readonly list: string;
  /** The whole filter: the view's and the chips'. */
  readonly q: string;
  readonly sort: string;
  readonly defaultSort: string;
  /** The columns that somebody chose, as the address has them; empty for the page's own. */
  readonly cols: string;
  readonly views: readonly SavedView[];
}

/** The rows that something is to be done with. */
export interface Selection<Row> {
  /** Those that are selected and loaded. */
  readonly rows: readonly Row[];
  readonly count: number;
  /** The filter that tells them, when every row that matches is selected, also what is not loaded. */
  readonly q?: string | undefined;
  readonly clear: () => void;
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
  /** What the address of a row's page carries besides its path. */
  readonly pathSearch?: Readonly<Record<string, string>> | undefined;
  /** The side panel of a row, by its id, so that an address opens it too. */
  readonly panel: (id: string, close: () => void) => ReactNode;
  readonly panelLabel: string;
  /** What stands there when the view is empty without any filter. */
  readonly nothing: (view: SavedView) => ReactNode;
  /** What can be done with the selected rows. */
  readonly bulk?: ((selection: Selection<Row>) => ReactNode) | undefined;
  /** Up to how many rows can be selected by the filter alone; absent: only what is loaded can be. */
  readonly bulkMax?: number | undefined;
  /** The searches that people keep of this list. */
  readonly saved?: (state: ListState) => ReactNode;
  readonly actions?: (state: ListState) => ReactNode;
}

const NOTHING_SELECTED: ReadonlySet<string> = new Set();

/** Every list page: saved views, filter chips, count, columns, the live table, and the panel of the open row. */
export function ListView<Row>(props: ListViewProps<Row>) {
  const { source, columns, defaultSort, views } = props;
  const [url, setUrl] = useUrlState({ view: views[0]?.id ?? "", q: "", sort: defaultSort, cols: "", sel: "" });
  const view = views.find((candidate) => candidate.id === url.view) ?? (views[0] as SavedView);
  const q = [view.q, url.q].filter((part) => part !== "").join(" ");
  const list = useList(source, q, url.sort);
  const vocabulary = useVocabulary(source.name);
  const fault = faultOf(list.query.error);
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
  const selection = useSelection(`${view.id} ${url.q} ${source.part ?? ""}`);
  const rows = list.settled.rows;
  const selectedRows = rows.filter(({ row }) => selection.ids.has(source.idOf(row))).map(({ row }) => row);
  const loadMore = list.query.hasNextPage && !list.query.isFetchingNextPage ? list.loadMore : undefined;
  const state: ListState = { list: source.name, q, sort: url.sort, defaultSort, cols: url.cols, views };
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
        {props.saved?.(state)}
        <FilterBar
          q={url.q}
          onChange={(changed) => setUrl({ q: changed })}
          vocabulary={vocabulary}
          placeholder={props.placeholder}
          fault={fault}
        />
        <ColumnPicker columns={columns} shown={shown} onPick={(ids) => setUrl({ cols: colsOf(columns, ids) })} />
        {props.actions?.(state)}
      </div>
      <div className={styles.body}>
        <section className={styles.card} aria-label={props.label} aria-busy={list.query.isFetching}>
          <ListBar
            count={list.query.data ? `${countWords(list.total)} ${list.total === 1 ? "row" : "rows"}` : ""}
            news={settledWords(list.settled)}
            onAccept={list.settled.accept}
            failed={list.query.data !== undefined && list.query.isError}
            selection={
              selectedRows.length > 0 && (
                <Selected
                  {...props}
                  q={q}
                  total={list.total}
                  loaded={rows.length}
                  rows={selectedRows}
                  shown={shown}
                  selection={selection}
                />
              )
            }
          />
          {list.query.data === undefined || rows.length === 0 ? (
            <NoRows query={list.query} label={props.label} fault={fault} onClear={() => setUrl({ q: "" })}>
              {url.q === "" && props.nothing(view)}
            </NoRows>
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
              onOpenPage={(row) => void navigate({ to: props.pathOf(row), search: props.pathSearch ?? {} } as never)}
              selected={selection.ids}
              onSelect={selection.select}
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
                {rows.length} of {countWords(list.total)}
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

/** What is selected; another question makes it meaningless. */
function useSelection(question: string) {
  const [ids, setIds] = useState(NOTHING_SELECTED);
  const [everything, setEverything] = useState(false);
  const select = useCallback((selected: ReadonlySet<string>) => {
    setIds(selected);
    setEverything(false);
  }, []);
  const clear = useCallback(() => select(NOTHING_SELECTED), [select]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(clear, [question]);
  return { ids, everything, select, clear, selectEverything: () => setEverything(true) };
}

interface SelectedProps<Row> extends ListViewProps<Row> {
  readonly q: string;
  readonly total: number;
  /** How many rows are loaded. */
  readonly loaded: number;
  readonly rows: readonly Row[];
  readonly shown: readonly TableColumn<Row>[];
  readonly selection: ReturnType<typeof useSelection>;
}

/** What is selected, whether more than what is loaded can be, and what can be done with it. */
function Selected<Row>(props: SelectedProps<Row>) {
  const { q, total, loaded, rows, shown, selection, bulkMax } = props;
  const { everything, clear } = selection;
  const more = bulkMax !== undefined && rows.length === loaded && total > loaded && !everything;
  return (
    <SelectionBar
      selected={rows.length}
      total={total}
      everything={everything}
      onEverything={more && total <= bulkMax ? selection.selectEverything : undefined}
      limit={
        more && total > bulkMax ? `At most ${bulkMax.toLocaleString("en-GB")} can be selected by a filter` : undefined
      }
      onClear={clear}
    >
      {props.bulk?.({ rows, count: everything ? total : rows.length, q: everything ? q : undefined, clear })}
      {!everything && (
        <Button size="compact-sm" variant="default" onClick={() => downloadRows(props.label, shown, rows)}>
          Download CSV
        </Button>
      )}
    </SelectionBar>
  );
}

/** What the server says of a filter that it cannot read; nothing when something else failed. */
function faultOf(error: unknown): FilterFault | undefined {
  const message = violationOf(error, "q");
  if (message === undefined || !(error instanceof ApiProblem)) return undefined;
  return { message, got: error.violations.find(({ field }) => field === "q")?.got };
}

interface NoRowsProps {
  readonly query: { readonly data: unknown; readonly error: unknown; readonly refetch: () => unknown };
  readonly label: string;
  readonly fault: FilterFault | undefined;
  readonly onClear: () => void;
  /** What stands there when nothing is filtered. */
  readonly children: ReactNode;
}

/** In place of the rows: they are not there yet, could not be had, or there are none. */
function NoRows({ query, label, fault, onClear, children }: NoRowsProps) {
  if (query.data === undefined && !fault) {
    return query.error ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading rows={8} label={`Loading ${label}`} />
    );
  }
  if (children) {
    return children;
  }
  return (
    <Empty
      kind="no-match"
      title={fault ? "The filter cannot be read" : "Nothing matches"}
      action={
        <Button size="xs" variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      {fault ? "What is wrong with it stands beside it." : "No row of this view matches the filter."}
    </Empty>
  );
}

function downloadRows<Row>(name: string, columns: readonly TableColumn<Row>[], rows: readonly Row[]): void {
  const head = columns.map((column) => column.header);
  downloadCsv(name, csvOf([head, ...rows.map((row) => columns.map((column) => column.text(row)))]));
}
