import { type Enterable, NAME, typedValue } from "../../entities/ci";
import type { BulkEditAnswer, BulkEdited, CiClass } from "../../shared/api";

/** What can be entered into the items at hand. */
export interface Choice {
  readonly attribute: Enterable;
  /** How many of their classes have it. */
  readonly classes: number;
}

/** One value that is to be entered into all of them. */
export interface Entry {
  /** Stays when others come and go. */
  readonly id: number;
  readonly field: string;
  readonly text: string;
  /** Takes back what people entered before, instead of entering anything. */
  readonly takeBack: boolean;
}

/** The name, then what all classes have, then what only some have; secrets are entered nowhere. */
export function choicesOf(classes: readonly CiClass[]): readonly Choice[] {
  const found = new Map<string, Choice>();
  for (const attribute of classes.flatMap(({ attributes }) => attributes)) {
    if (attribute.sensitive) continue;
    const before = found.get(attribute.name);
    found.set(attribute.name, { attribute: before?.attribute ?? attribute, classes: (before?.classes ?? 0) + 1 });
  }
  const byCommonness = [...found.values()].sort((a, b) => b.classes - a.classes);
  return [{ attribute: NAME, classes: classes.length }, ...byCommonness];
}

/** The values as the server takes them; of two entries for one field the later counts. */
export function valuesOf(entries: readonly Entry[], choices: readonly Choice[]): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(({ field, text, takeBack }) => {
      const attribute = choices.find((choice) => choice.attribute.name === field)?.attribute ?? NAME;
      return [field, takeBack ? null : typedValue(attribute, text)];
    }),
  );
}

/** What needs a look first: problems, then changes, then what stays as it is. */
export function worstFirst(items: readonly BulkEdited[]): readonly BulkEdited[] {
  const rank = ({ problem, changes }: BulkEdited) => (problem ? 0 : Object.keys(changes).length > 0 ? 1 : 2);
  return [...items].sort((a, b) => rank(a) - rank(b));
}

/** "2 items would change, 1 stays as it is, 1 cannot be edited." */
export function outcomeWords({ items, preview }: BulkEditAnswer): string {
  const refused = items.filter(({ problem }) => problem).length;
  const changed = items.filter(({ problem, changes }) => !problem && Object.keys(changes).length > 0).length;
  const same = items.length - refused - changed;
  const number = (count: number) => count.toLocaleString("en-GB");
  const parts = [
    `${number(changed)} ${changed === 1 ? "item" : "items"} ${preview ? "would change" : "changed"}`,
    ...(same > 0 ? [`${number(same)} ${same === 1 ? "stays as it is" : "stay as they are"}`] : []),
    ...(refused > 0 ? [`${number(refused)} ${preview ? "cannot be edited" : "could not be edited"}`] : []),
  ];
  return `${parts.join(", ")}.`;
}
