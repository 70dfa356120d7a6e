import type { DashboardVariable } from "../../shared/api";

/** Chosen values by the name of the variable; `ALL` alone stands for all of them. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

export const ALL = "$__all";

/** What a variable has when nothing is chosen: what its author selected, else the first choice. */
export function chosenOf(
  variable: Pick<DashboardVariable, "all" | "selected">,
  inAddress: string | undefined,
  choices: readonly string[],
): readonly string[] {
  const told = valuesOf(inAddress ?? "");
  if (told.length > 0) return told;
  if (variable.selected.length > 0) return variable.selected;
  if (variable.all) return [ALL];
  return choices[0] === undefined ? [] : [choices[0]];
}

/** Values in an address: `a,b`, with the commas of a value itself written out. */
export function valuesOf(text: string): string[] {
  return text
    .split(",")
    .filter((part) => part !== "")
    .map((part) => part.replaceAll("%2C", ",").replaceAll("%25", "%"));
}

export function addressOf(values: readonly string[]): string {
  return values.map((value) => value.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
}

/**
 * Puts the chosen values in the place of `$name`, `${name}` and `[[name]]`. One value stands as it is; several, and those
 * of a variable that may have several, as a regular expression, for they stand behind `=~`.
 */
export function interpolate(text: string, chosen: Chosen, many: ReadonlySet<string>): string {
  return text.replace(
    /\$\{(\w+)(?::\w+)?\}|\$(\w+)|\[\[(\w+)(?::\w+)?\]\]/g,
    (whole, braced?: string, bare?: string, bracketed?: string) => {
      const name = braced ?? bare ?? bracketed ?? "";
      const values = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
      if (values === undefined) return whole;
      return many.has(name) ? alternatives(values) : (values[0] ?? "");
    },
  );
}

/** In words, for titles: `a + b`, `all`. */
export function inWords(text: string, chosen: Chosen): string {
  const words = Object.fromEntries(
    Object.entries(chosen).map(([name, values]) => [name, [values[0] === ALL ? "all" : values.join(" + ")]]),
  );
  return interpolate(text, words, new Set());
}

/** The variables whose values stand as regular expressions. */
export function manyOf(variables: readonly Pick<DashboardVariable, "name" | "multi" | "all">[]): ReadonlySet<string> {
  return new Set(variables.filter(({ multi, all }) => multi || all).map(({ name }) => name));
}

function alternatives(values: readonly string[]): string {
  if (values.length === 0 || values[0] === ALL) return ".*";
  const escaped = values.map((value) => literally(value));
  return escaped.length === 1 ? (escaped[0] as string) : `(${escaped.join("|")})`;
}

/** As a regular expression that matches nothing else; a backslash is doubled, because it stands in a quoted string of PromQL. */
export function literally(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, "\\\\$&");
}

/** What a query variable asks for. */
export type VariableQuestion =
  | { readonly kind: "values"; readonly label: string; readonly selector: string | undefined }
  | { readonly kind: "names"; readonly selector: string | undefined }
  | { readonly kind: "metrics"; readonly pattern: string }
  | { readonly kind: "result"; readonly expr: string };

/** Reads `label_values(metric, label)` and its like, as Grafana's users write them; undefined when it is none of them. */
export function questionOf(query: string): VariableQuestion | undefined {
  const [, name, body] = /^\s*(label_values|label_names|metrics|query_result)\s*\(([\s\S]*)\)\s*$/.exec(query) ?? [];
  const inside = body?.trim() ?? "";
  switch (name) {
    case "label_values": {
      const comma = inside.lastIndexOf(",");
      const label = inside.slice(comma + 1).trim();
      const selector = comma < 0 ? undefined : inside.slice(0, comma).trim();
      return /^\w+$/.test(label) ? { kind: "values", label, selector } : undefined;
    }
    case "label_names":
      return { kind: "names", selector: inside === "" ? undefined : inside };
    case "metrics":
      return { kind: "metrics", pattern: inside };
    case "query_result":
      return { kind: "result", expr: inside };
    default:
      return undefined;
  }
}

/** Only the choices that match; of a pattern with a group only what the group found. Each once, in order. */
export function narrowed(choices: readonly string[], pattern: string): string[] {
  if (pattern === "") return unique(choices);
  const expression = expressionOf(pattern);
  if (expression === undefined) return [];
  return unique(
    choices.flatMap((choice) => {
      const found = expression.exec(choice);
      return found ? [found[1] ?? found[0]] : [];
    }),
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** `/x/i` as well as `x`; undefined for what is no expression. */
function expressionOf(pattern: string): RegExp | undefined {
  const [, body, flags] = /^\/(.*)\/([a-z]*)$/.exec(pattern) ?? [];
  try {
    return new RegExp(body ?? pattern, flags?.replace("g", "") ?? "");
  } catch {
    return undefined;
  }
}
