import { formatTerm, type Operator } from "./query";
import { DEPTH_MAX, openAt } from "./scan";

/** One field of a list, as the server describes it. */
export interface ListField {
  readonly name: string;
  readonly type: "text" | "id" | "number" | "time" | "enum" | "boolean";
  readonly values: readonly string[];
}

/** What a list can be filtered by. */
export interface ListVocabulary {
  readonly fields: readonly ListField[];
  /** Names that take a filter of their own in parentheses. */
  readonly relations: readonly string[];
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
/** Before anything is typed, so that it is seen that there are relations too. */
const RELATIONS_AT_FIRST = 4;
/** What may be left out before a name that no other field has. */
const OPTIONAL_PREFIX = "attributes.";

/**
 * What could follow in the filter bar: fields and relations while a name is typed, then the operators' meaning, then the
 * values; and the same again within the parentheses of a relation.
 */
export function suggest(input: string, { fields, relations }: ListVocabulary): Suggestion[] {
  const { start, names } = openAt(input);
  const before = input.slice(0, start);
  const typed = input.slice(start);
  const inner = names.length > 0;
  const found = suggestTerm(typed, fields, names.length < DEPTH_MAX ? relations : []).map((suggestion) => ({
    ...suggestion,
    input: before + suggestion.input,
    complete: suggestion.complete && !inner,
  }));
  const others = found.filter((suggestion) => suggestion.input !== input);
  if (!inner || /[:~<>,-]$/.test(typed)) {
    return others;
  }
  const close = closing(input, names);
  // When the value that stands there is one of those to choose from, the next thing is to close.
  return others.length < found.length ? [close, ...others] : [...others, close];
}

/** The filter with the parentheses closed that are open at its end. */
export function closed(input: string): string {
  return input.trimEnd() + ")".repeat(openAt(input).names.length);
}

function closing(input: string, names: readonly string[]): Suggestion {
  return {
    input: `${input.trimEnd()})`,
    label: ")",
    hint: `end of ${names.at(-1)}(…)`,
    complete: names.length === 1,
  };
}

function suggestTerm(typed: string, fields: readonly ListField[], relations: readonly string[]): Suggestion[] {
  const match = PARTIAL.exec(typed);
  if (!match) {
    return suggestNames(typed, fields, relations);
  }
  const [, minus, name, operator, values] = match as unknown as [string, string, string, Operator, string];
  const field = fieldOf(name, fields);
  return field && operator === ":" ? suggestValues(minus, name, field, values) : [];
}

function suggestValues(minus: string, name: string, field: ListField, typed: string): Suggestion[] {
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

interface Named {
  readonly name: string;
  /** The same without anything left out. */
  readonly whole: string;
  readonly suggestion: Suggestion;
}

function suggestNames(input: string, fields: readonly ListField[], relations: readonly string[]): Suggestion[] {
  const minus = input.startsWith("-") ? "-" : "";
  const typed = input.slice(minus.length).toLowerCase();
  const names = new Set(fields.map(({ name }) => name));
  const ofFields = fields.map((field) => ofField(minus, shortName(field.name, names), field));
  // What is open to any is the first that somebody should learn of.
  const ofRelations = [...relations]
    .sort((a, b) => Number(b === "related") - Number(a === "related"))
    .map((name) => ofRelation(minus, name));
  if (typed === "") {
    const room = SUGGESTIONS_MAX - Math.min(RELATIONS_AT_FIRST, relations.length);
    return [...ofFields.slice(0, room), ...ofRelations.slice(0, SUGGESTIONS_MAX - room)].map(suggestionOf);
  }
  return [...ofFields, ...ofRelations]
    .filter(({ whole }) => whole.toLowerCase().includes(typed))
    .sort((a, b) => Number(b.name.toLowerCase().startsWith(typed)) - Number(a.name.toLowerCase().startsWith(typed)))
    .slice(0, SUGGESTIONS_MAX)
    .map(suggestionOf);
}

function suggestionOf({ suggestion }: Named): Suggestion {
  return suggestion;
}

function ofField(minus: string, name: string, field: ListField): Named {
  return {
    name,
    whole: field.name,
    suggestion: {
      input: minus + name + firstOperator(field),
      label: minus + name,
      hint: hintOf(field),
      complete: false,
    },
  };
}

function ofRelation(minus: string, name: string): Named {
  const words = name === "related" ? "is connected with" : name.replaceAll("_", " ");
  return {
    name,
    whole: name,
    suggestion: {
      input: `${minus}${name}(`,
      label: `${minus}${name}(…)`,
      hint: minus === "-" ? `not: ${words} …` : `${words} …`,
      complete: false,
    },
  };
}

/** By its name, or by what is left of it without the prefix. */
function fieldOf(name: string, fields: readonly ListField[]): ListField | undefined {
  return (
    fields.find((candidate) => candidate.name === name) ??
    fields.find((candidate) => candidate.name === OPTIONAL_PREFIX + name)
  );
}

function shortName(name: string, names: ReadonlySet<string>): string {
  const short = name.startsWith(OPTIONAL_PREFIX) ? name.slice(OPTIONAL_PREFIX.length) : name;
  return short !== name && names.has(short) ? name : short;
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
