/**
 * Keeps a live list still. Rows that are shown keep their place and get their new values; new rows wait until they are
 * asked for, unless they belong at the end, where they move nothing (the next page comes in this way too); rows that
 * left the answer stay, marked, until then.
 */
export interface Settled<Row> {
  readonly rows: readonly SettledRow<Row>[];
  readonly arrived: number;
  readonly left: number;
}

export interface SettledRow<Row> {
  readonly row: Row;
  readonly gone: boolean;
}

/**
 * @param shown what stands on the screen; undefined before the first answer
 * @param fresh what the server answers now
 */
export function settle<Row>(
  shown: readonly Row[] | undefined,
  fresh: readonly Row[],
  idOf: (row: Row) => string,
): Settled<Row> {
  if (!shown || shown.length === 0) {
    return { rows: fresh.map((row) => ({ row, gone: false })), arrived: 0, left: 0 };
  }
  const byId = new Map(fresh.map((row) => [idOf(row), row]));
  const known = new Set(shown.map(idOf));
  const kept = shown.map((old) => {
    const row = byId.get(idOf(old));
    return row === undefined ? { row: old, gone: true } : { row, gone: false };
  });
  const lastKnown = fresh.findLastIndex((row) => known.has(idOf(row)));
  const atEnd = lastKnown < 0 ? [] : fresh.slice(lastKnown + 1);
  const arrived = fresh.filter((row) => !known.has(idOf(row))).length - atEnd.length;
  return {
    rows: [...kept, ...atEnd.map((row) => ({ row, gone: false }))],
    arrived,
    left: kept.filter(({ gone }) => gone).length,
  };
}

/** What the bar above the list says: `2 new, 1 no longer matches`. */
export function settledWords({ arrived, left }: Pick<Settled<unknown>, "arrived" | "left">): string | undefined {
  const words = [];
  if (arrived > 0) {
    words.push(`${arrived} new`);
  }
  if (left > 0) {
    words.push(`${left} no longer ${left === 1 ? "matches" : "match"}`);
  }
  return words.length === 0 ? undefined : words.join(", ");
}
