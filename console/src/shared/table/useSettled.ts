import { useRef, useState } from "react";
import { type Settled, settle } from "./settle";

interface LiveRows<Row> extends Settled<Row> {
  /** Shows what waits, in the server's order. */
  readonly accept: () => void;
}

/**
 * A live answer, kept still.
 *
 * @param scope what was asked for (filter, sort); another question starts anew
 */
export function useSettled<Row>(
  fresh: readonly Row[] | undefined,
  idOf: (row: Row) => string,
  scope: string,
): LiveRows<Row> {
  const shown = useRef<{ scope: string; rows: readonly Row[] | undefined }>({ scope, rows: undefined });
  const [, redraw] = useState(0);
  if (shown.current.scope !== scope) {
    shown.current = { scope, rows: undefined };
  }
  const settled = settle(shown.current.rows, fresh ?? [], idOf);
  if (fresh) {
    shown.current = { scope, rows: settled.rows.map(({ row }) => row) };
  }
  return {
    ...settled,
    accept: () => {
      shown.current = { scope, rows: undefined };
      redraw((count) => count + 1);
    },
  };
}
