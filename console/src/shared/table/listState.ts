/** What a list keeps in the address besides its filter: `?sort=-openedAt,severity&cols=state,title`. */
export interface SortTerm {
  readonly field: string;
  readonly descending: boolean;
}

interface ChoosableColumn {
  readonly id: string;
  readonly optional?: boolean | undefined;
}

/** Reads the sort of an address; what is no sort term is ignored, for an address may come from anywhere. */
export function parseSort(sort: string): SortTerm[] {
  return sort
    .split(",")
    .filter((term) => /^-?[A-Za-z][\w.]*$/.test(term))
    .map((term) => ({ field: term.replace(/^-/, ""), descending: term.startsWith("-") }));
}

/** A click on a header: this field first; a second click turns it around, a third gives the page's own order back. */
export function toggleSort(sort: string, field: string, defaultSort: string, descendingFirst: boolean): string {
  const [first] = parseSort(sort);
  if (first?.field !== field) {
    return (descendingFirst ? "-" : "") + field;
  }
  const turned = first.descending !== descendingFirst;
  return turned ? defaultSort : (first.descending ? "" : "-") + field;
}

/**
 * The columns to show: those of the address (`state,title`) that exist, else those shown by default. The first column,
 * the state, always stays.
 */
export function visibleColumns(all: readonly ChoosableColumn[], cols: string): string[] {
  const known = cols.split(",").filter((id) => all.some((column) => column.id === id));
  if (known.length === 0) {
    return all.filter((column) => !column.optional).map((column) => column.id);
  }
  const first = all[0]?.id;
  return first === undefined || known.includes(first) ? known : [first, ...known];
}

/** The `cols` of the address for these columns; empty when they are the page's own choice. */
export function colsOf(all: readonly ChoosableColumn[], visible: readonly string[]): string {
  return visible.join() === visibleColumns(all, "").join() ? "" : visible.join(",");
}

/** The server counts no further than this. */
const COUNTED_MAX = 10_000;

/** How many rows there are, as far as they were counted. */
export function countWords(total: number): string {
  return total.toLocaleString("en-GB") + (total >= COUNTED_MAX ? " or more" : "");
}
