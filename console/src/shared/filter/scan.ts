/**
 * Where terms begin and end, as the server reads them: spaces separate them, but not inside double quotes, where a backslash
 * keeps the next sign as it is; `name(` begins a filter of its own, within which a value ends at the closing parenthesis.
 */

/** Deeper than this the server does not follow. */
export const DEPTH_MAX = 3;

/** A filter that somebody is typing: where the term that the end stands in begins, and what is open around it. */
export interface Open {
  readonly start: number;
  /** The names before the open parentheses, from the outside to the inside. */
  readonly names: readonly string[];
}

const NAME = /[\w.]/;

/** The end of the term that begins at `at`; `at` itself where none does. */
export function skipTerm(q: string, at: number, depth: number): number {
  const name = nameEnd(q, at);
  if (name === undefined) return skipValue(q, at, depth);
  const end = skipTerms(q, name + 1, depth + 1);
  return Math.min(end + 1, q.length);
}

/** How many parentheses are open at the end of the filter. */
export function unclosed(q: string): number {
  return openAt(q).names.length;
}

/** What the end of the filter stands in. */
export function openAt(q: string): Open {
  const names: string[] = [];
  let start = 0;
  let at = 0;
  while (at < q.length) {
    const name = nameEnd(q, at);
    if (name !== undefined) {
      names.push(q.slice(at, name).replace(/^-/, ""));
      start = at = name + 1;
    } else if (q[at] === ")" && names.length > 0) {
      names.pop();
      start = at = at + 1;
    } else if (isSpace(q, at)) {
      start = at = at + 1;
    } else {
      start = at;
      at = skipValue(q, at, names.length);
    }
  }
  return { start, names };
}

/** Where the opening parenthesis of a relation stands whose name begins here. */
function nameEnd(q: string, at: number): number | undefined {
  const begin = q[at] === "-" ? at + 1 : at;
  let end = begin;
  while (end < q.length && NAME.test(q.charAt(end))) end++;
  return end > begin && q[end] === "(" ? end : undefined;
}

function skipTerms(q: string, at: number, depth: number): number {
  let end = at;
  while (end < q.length && q[end] !== ")") {
    end = isSpace(q, end) ? end + 1 : skipTerm(q, end, depth);
  }
  return end;
}

function skipValue(q: string, at: number, depth: number): number {
  let end = at;
  while (end < q.length && !isSpace(q, end) && !(depth > 0 && q[end] === ")")) {
    end = q[end] === '"' ? skipQuoted(q, end) : end + 1;
  }
  return end;
}

function skipQuoted(q: string, at: number): number {
  let end = at + 1;
  while (end < q.length && q[end] !== '"') end += q[end] === "\\" ? 2 : 1;
  return Math.min(end + 1, q.length);
}

function isSpace(q: string, at: number): boolean {
  return /\s/.test(q.charAt(at));
}
