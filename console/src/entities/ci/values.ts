import type { Attribute, CiClass, PrecedenceRule, Resolution } from "../../shared/api";

/** The name of the source that an edit by hand is. */
export const PERSON = "person";

const NONE: PrecedenceRule = { attributes: [], sources: ["*"], mode: "overwrite", halfLife: null };

/** The first rule that names the attribute, or names none, is for it. */
export function precedenceOf(ciClass: Pick<CiClass, "precedence">, attribute: string): PrecedenceRule {
  return ciClass.precedence.find(({ attributes }) => attributes.length === 0 || attributes.includes(attribute)) ?? NONE;
}

/** 0 for the most trusted; sources that are neither named nor meant by `*` come after all others. */
function rankOf({ sources }: PrecedenceRule, source: string): number {
  const named = sources.indexOf(source);
  const others = sources.indexOf("*");
  return named >= 0 ? named : others >= 0 ? others : sources.length;
}

/** Whether what one enters would count, and why: told before it is entered. */
export function prospects(rule: PrecedenceRule, attribute: string, resolutions: readonly Resolution[]): string {
  const said = resolutions.find((one) => one.attribute === attribute);
  const others = (said?.candidates ?? [])
    .map(({ statement }) => statement.source)
    .filter((source) => source !== PERSON);
  const trusted = others.filter((source) => rankOf(rule, source) < rankOf(rule, PERSON));
  if (others.length === 0) {
    return "Nobody else says anything of it: what you enter counts.";
  }
  switch (rule.mode) {
    case "locked":
      return trusted.length === 0
        ? "Locked for people: what you enter counts, whatever sources say."
        : `Locked: ${listed(trusted)} ${trusted.length === 1 ? "is" : "are"} trusted more, so what you enter does not count.`;
    case "fill_if_empty":
      return said?.candidates[0]?.statement.source === PERSON
        ? "The first value stays, and yours was first: what you enter counts."
        : `The first value stays, and ${said?.candidates[0]?.statement.source} was first: what you enter does not count.`;
    default:
      return trusted.length === 0
        ? "The heaviest value counts: yours is the newest, and nobody is trusted more."
        : `The heaviest value counts, and ${listed(trusted)} ${trusted.length === 1 ? "is" : "are"} trusted more: yours counts when theirs is much older.`;
  }
}

function listed(names: readonly string[]): string {
  const once = [...new Set(names)];
  return once.length < 2 ? (once[0] ?? "") : `${once.slice(0, -1).join(", ")} and ${once.at(-1)}`;
}

const BYTES = /^([\d.,]+)\s*([KMGTP]?)i?B?$/i;
const BYTE_STEPS = ["", "K", "M", "G", "T", "P"];

/** What somebody typed as the attribute's value; a text that is none is sent as it is, and the server says what it expects. */
export function typedValue(attribute: Pick<Attribute, "type">, text: string): unknown {
  const typed = text.trim();
  switch (attribute.type) {
    case "integer":
    case "number":
      return numberOr(typed);
    case "bytes": {
      const [, amount = "", unit = ""] = BYTES.exec(typed) ?? [];
      const number = numberOr(amount);
      return typeof number === "number" ? Math.round(number * 1024 ** BYTE_STEPS.indexOf(unit.toUpperCase())) : typed;
    }
    case "boolean":
      return typed === "true";
    case "list":
      return typed
        .split(/[\n,]/)
        .map((part) => part.trim())
        .filter((part) => part !== "");
    default:
      return typed;
  }
}

function numberOr(typed: string): number | string {
  const number = Number(typed.replaceAll(",", ""));
  return typed === "" || Number.isNaN(number) ? typed : number;
}

/** The value as it stands in the field. */
export function fieldText(value: unknown): string {
  return value === undefined || value === null ? "" : Array.isArray(value) ? value.join("\n") : String(value);
}
