import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./ListView.module.css";

interface ListBarProps {
  /** How many rows there are. */
  readonly count: string;
  readonly news: string | undefined;
  readonly onAccept: () => void;
  readonly failed: boolean;
  /** What is selected, and what can be done with it, in place of all the rest; nothing when nothing is. */
  readonly selection: ReactNode;
}

/** One line above the rows: how many there are, what waits, and what can be done with the selected ones. */
export function ListBar({ count, news, onAccept, failed, selection }: ListBarProps) {
  if (selection) {
    return <div className={styles.bar}>{selection}</div>;
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

interface SelectionBarProps {
  /** How many rows are selected. */
  readonly selected: number;
  /** Every row that matches is selected, also what is not loaded. */
  readonly everything: boolean;
  /** Selects every row that matches; absent when the selected rows are all that there are, or when that cannot be. */
  readonly onEverything?: (() => void) | undefined;
  readonly total: number;
  /** Why not all of them can be selected. */
  readonly limit?: string | undefined;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

export function SelectionBar(props: SelectionBarProps) {
  const { selected, everything, onEverything, total, limit, onClear, children } = props;
  const all = total.toLocaleString("en-GB");
  return (
    <>
      <strong role="status">
        {everything ? `All ${all} that match` : `${selected.toLocaleString("en-GB")} selected`}
      </strong>
      {onEverything && (
        <Button size="compact-sm" variant="subtle" onClick={onEverything}>
          Select all {all} that match
        </Button>
      )}
      {limit !== undefined && <span className="muted">{limit}</span>}
      {children}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Clear
      </Button>
    </>
  );
}
