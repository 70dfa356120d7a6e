/** Something wrong in an expression. */
export interface Fault {
  readonly message: string;
  /** Where it begins, counted from 0; the whole expression when it is not said. */
  readonly from: number;
  readonly to: number;
}

const PLACE = /(\d+):(\d+): parse error: (.*)/s;

/** Prometheus says line and column, counted from 1 and in bytes; what has no place concerns the whole. */
export function faultOf(message: string, expression: string): Fault {
  const found = PLACE.exec(message);
  if (!found) return { message, from: 0, to: expression.length };
  const [, line, column, words] = found;
  const start = lineStart(expression, Number(line)) + charsOf(expression, Number(line), Number(column) - 1);
  const from = Math.min(start, Math.max(0, expression.length - 1));
  return { message: words ?? message, from, to: wordEnd(expression, from) };
}

function lineStart(text: string, line: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0);
}

/** How many characters so many bytes of UTF-8 are, in that line. */
function charsOf(text: string, line: number, bytes: number): number {
  const encoded = new TextEncoder().encode(text.split("\n")[line - 1] ?? "");
  return new TextDecoder().decode(encoded.subarray(0, bytes)).length;
}

function wordEnd(text: string, from: number): number {
  const word = /^[\w:]+/.exec(text.slice(from))?.[0];
  return Math.min(text.length, from + Math.max(1, word?.length ?? 1));
}
