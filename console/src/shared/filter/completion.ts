import { formatTerm, type Operator } from "./query";

/** One field of a list, as the server describes it. */
export interface ListField {
  readonly name: string;
  readonly type: "text" | "id" | "number" | "time" | "enum" | "boolean";
  readonly values: readonly string[];
}

export interface Suggestion {
  /** What the input holds after the suggestion was taken. */
  readonly input: string;
  readonly label: string;
  readonly hint: string;
  /** The term is whole, so that it becomes a chip at once. */
  readonly complete: boolean;
}

const PARTIAL = /^(-?)([A-Za-z][\w.]*)(>=|<=|:|~|>|<)(.*)$/s;
const SUGGESTIONS_MAX = 12;

/** What could follow in the filter bar: fields while a name is typed, then the operators' meaning, then the values. */
export function suggest(input: string, fields: readonly ListField[]): Suggestion[] {
  const match = PARTIAL.exec(input);
  if (!match) {
    return suggestFields(input, fields);
  }
  const [, minus, name, operator, typed] = match as unknown as [string, string, string, Operator, string];
  const field = fields.find((candidate) => candidate.name === name);
  if (!field || operator !== ":") {
    return [];
  }
  const before = typed.includes(",") ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
  const last = typed.slice(before.length).toLowerCase();
  const taken = new Set(before.split(","));
  return candidatesOf(field)
    .filter((value) => value.toLowerCase().includes(last) && !taken.has(value))
    .sort((a, b) => Number(b.toLowerCase().startsWith(last)) - Number(a.toLowerCase().startsWith(last)))
    .slice(0, SUGGESTIONS_MAX)
    .map((value) => ({
      input: `${minus}${name}:${before}${quoted(value)}`,
      label: value,
      hint: minus === "-" ? `not this ${name}` : name,
      complete: true,
    }));
}

function suggestFields(input: string, fields: readonly ListField[]): Suggestion[] {
  const minus = input.startsWith("-") ? "-" : "";
  const typed = input.slice(minus.length).toLowerCase();
  return fields
    .filter((field) => field.name.toLowerCase().includes(typed))
    .sort((a, b) => Number(b.name.toLowerCase().startsWith(typed)) - Number(a.name.toLowerCase().startsWith(typed)))
    .slice(0, SUGGESTIONS_MAX)
    .map((field) => ({
      input: minus + field.name + firstOperator(field),
      label: minus + field.name,
      hint: hintOf(field),
      complete: false,
    }));
}

function candidatesOf(field: ListField): readonly string[] {
  return field.type === "boolean" && field.values.length === 0 ? ["true", "false"] : field.values;
}

function firstOperator(field: ListField): Operator {
  return field.type === "number" || field.type === "time"
    ? ">"
    : field.type === "text" && field.values.length === 0
      ? "~"
      : ":";
}

function hintOf(field: ListField): string {
  switch (field.type) {
    case "enum":
    case "boolean":
      return candidatesOf(field).slice(0, 4).join(", ");
    case "number":
      return "number: > < >= <=";
    case "time":
      return "time: > <, such as now-1h";
    case "id":
      return "id";
    case "text":
      return "text: ~ contains, : is";
  }
}

/** A value as it must stand in a term. */
function quoted(value: string): string {
  return formatTerm({ kind: "field", negated: false, field: "f", operator: ":", values: [value] }).slice(2);
}
