import { skipTerm, unclosed } from "./scan";

/**
 * The query language of every list: `severity:critical,major -status:resolved size>100 title~disk "phrase" word`, and
 * where rows are connected with rows `depends_on(class:database)`. The server parses and answers it; the console takes it
 * apart only to show each term as a chip and to complete what is being typed. What it cannot read it keeps as it stands,
 * so that the server can say what is wrong with it.
 */

export type Operator = ":" | "~" | ">" | "<" | ">=" | "<=";

export interface FieldTerm {
  readonly kind: "field";
  readonly negated: boolean;
  readonly field: string;
  readonly operator: Operator;
  /** More than one only with `:`, where any of them matches. */
  readonly values: readonly string[];
}

export interface TextTerm {
  readonly kind: "text";
  readonly text: string;
}

/** Is connected with a row for which the filter in parentheses holds. */
export interface RelationTerm {
  readonly kind: "relation";
  readonly negated: boolean;
  readonly name: string;
  /** The filter as it was written. */
  readonly inner: string;
  /** Whether its parenthesis is closed; what is open reaches to the end of the query. */
  readonly closed: boolean;
}

export type Term = FieldTerm | TextTerm | RelationTerm;

const FIELD_TERM = /^(-?)([A-Za-z][\w.]*)(>=|<=|:|~|>|<)(.*)$/s;
const RELATION_TERM = /^(-?)(\w[\w.]*)\((.*)$/s;

export function parseQuery(q: string): Term[] {
  return splitTerms(q).map(parseTerm);
}

export function formatQuery(terms: readonly Term[]): string {
  return terms.map(formatTerm).join(" ");
}

export function formatTerm(term: Term): string {
  if (term.kind === "text") {
    return quoteText(term.text);
  }
  if (term.kind === "relation") {
    return `${term.negated ? "-" : ""}${term.name}(${term.inner}${term.closed ? ")" : ""}`;
  }
  return (term.negated ? "-" : "") + term.field + term.operator + term.values.map(quoteValue).join(",");
}

/** The query with one more term; a second `field:value` of the same field joins the first, for both would never match. */
export function withTerm(terms: readonly Term[], added: Term): Term[] {
  if (added.kind !== "field") {
    const written = formatTerm(added);
    return terms.some((term) => formatTerm(term) === written) ? [...terms] : [...terms, added];
  }
  const at = terms.findIndex((term) => joins(term, added));
  const same = terms[at];
  if (same?.kind !== "field") {
    return [...terms, added];
  }
  const values = [...new Set([...same.values, ...added.values])];
  return terms.map((term, index) => (index === at ? { ...same, values } : term));
}

/** The values that `field:` asks for, of all its positive terms. */
export function valuesOf(terms: readonly Term[], field: string): string[] {
  return terms.flatMap((term) =>
    term.kind === "field" && term.field === field && term.operator === ":" && !term.negated ? [...term.values] : [],
  );
}

/** The query with `field` set to these values, or without the field when there are none. */
export function withValues(terms: readonly Term[], field: string, values: readonly string[]): Term[] {
  const others = terms.filter(
    (term) => !(term.kind === "field" && term.field === field && term.operator === ":" && !term.negated),
  );
  return values.length === 0
    ? others
    : [...others, { kind: "field", negated: false, field, operator: ":", values: [...values] }];
}

function splitTerms(q: string): string[] {
  const terms: string[] = [];
  for (let at = 0; at < q.length; ) {
    const end = skipTerm(q, at, 0);
    if (end > at) terms.push(q.slice(at, end));
    at = Math.max(end, at + 1);
  }
  return terms;
}

function parseTerm(text: string): Term {
  const related = RELATION_TERM.exec(text);
  if (related) {
    const [, minus, name = "", rest = ""] = related;
    const closed = unclosed(text) === 0;
    return { kind: "relation", negated: minus === "-", name, inner: closed ? rest.slice(0, -1) : rest, closed };
  }
  const match = FIELD_TERM.exec(text);
  if (!match) {
    return { kind: "text", text: unquote(text) };
  }
  const [, minus, field, operator, rest] = match as unknown as [string, string, string, Operator, string];
  const values = operator === ":" ? splitValues(rest) : [unquote(rest)];
  return { kind: "field", negated: minus === "-", field, operator, values };
}

function splitValues(text: string): string[] {
  const values: string[] = [];
  let current = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (sign === "\\" && i + 1 < text.length) {
      current += sign + text.charAt(++i);
    } else if (sign === '"') {
      quoted = !quoted;
      current += sign;
    } else if (sign === "," && !quoted) {
      values.push(unquote(current));
      current = "";
    } else {
      current += sign;
    }
  }
  values.push(unquote(current));
  return values;
}

function unquote(text: string): string {
  const inner = text.startsWith('"') ? text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined) : text;
  return inner.replace(/\\(["\\])/g, "$1");
}

function quoteValue(value: string): string {
  return value === "" || /[\s",\\)]/.test(value) ? quote(value) : value;
}

/** A bare word that would read as another kind of term, or as an exclusion, must be quoted to stay text. */
function quoteText(text: string): string {
  const reads = FIELD_TERM.test(text) || RELATION_TERM.test(text) || text.startsWith("-");
  return text === "" || /[\s"\\)]/.test(text) || reads ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replace(/(["\\])/g, "\\$1")}"`;
}

function joins(term: Term, added: FieldTerm): boolean {
  return (
    term.kind === "field" &&
    term.field === added.field &&
    term.operator === ":" &&
    added.operator === ":" &&
    term.negated === added.negated
  );
}
