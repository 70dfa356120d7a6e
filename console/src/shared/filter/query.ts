/**
 * The query language of every list: `severity:critical,major -status:resolved size>100 title~disk "phrase" word`. The
 * server parses and answers it; the console takes it apart only to show each term as a chip and to complete what is
 * being typed. What it cannot read it keeps as it stands, so that the server can say what is wrong with it.
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

export type Term = FieldTerm | TextTerm;

const FIELD_TERM = /^(-?)([A-Za-z][\w.]*)(>=|<=|:|~|>|<)(.*)$/s;

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
  return (term.negated ? "-" : "") + term.field + term.operator + term.values.map(quoteValue).join(",");
}

/** The query with one more term; a second `field:value` of the same field joins the first, for both would never match. */
export function withTerm(terms: readonly Term[], added: Term): Term[] {
  if (added.kind === "text") {
    return terms.some((term) => term.kind === "text" && term.text === added.text) ? [...terms] : [...terms, added];
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

/** Spaces separate terms, but not inside double quotes; a backslash keeps the next sign as it is. */
function splitTerms(q: string): string[] {
  const terms: string[] = [];
  let current = "";
  let quoted = false;
  for (let i = 0; i < q.length; i++) {
    const sign = q.charAt(i);
    if (sign === "\\" && i + 1 < q.length) {
      current += sign + q.charAt(++i);
    } else if (sign === '"') {
      quoted = !quoted;
      current += sign;
    } else if (/\s/.test(sign) && !quoted) {
      if (current !== "") {
        terms.push(current);
      }
      current = "";
    } else {
      current += sign;
    }
  }
  if (current !== "") {
    terms.push(current);
  }
  return terms;
}

function parseTerm(text: string): Term {
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
  return value === "" || /[\s",\\]/.test(value) ? quote(value) : value;
}

/** A bare word that would read as a field term, or as an exclusion, must be quoted to stay text. */
function quoteText(text: string): string {
  return text === "" || /[\s"\\]/.test(text) || FIELD_TERM.test(text) || text.startsWith("-") ? quote(text) : text;
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
