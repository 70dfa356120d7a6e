/** What a file says that cannot be taken, and where. */
export interface ImportProblem {
  /** As the server counts: a line of a table, an item of a list and the line that it begins at. */
  readonly place: string;
  /** The column or the field as the file calls it. */
  readonly column: string;
  readonly words: string;
}

const PLACED = /^((?:line|item) \d+(?:, line \d+)?)(?:, (?:column )?(?!line \d)([^:]+))?: (.*)$/s;

/**
 * The server's words in their parts; what has no place is words alone.
 *
 * @param columnOf what the file calls a column of the server's
 */
export function problemOf(text: string, columnOf: (column: string) => string): ImportProblem {
  const [, place, column, words] = PLACED.exec(text) ?? [];
  return place === undefined || words === undefined
    ? { place: "", column: "", words: text }
    : { place, column: column === undefined ? "" : columnOf(column), words };
}
