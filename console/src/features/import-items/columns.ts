import type { ClassDetail, ClassNode } from "../../shared/api";
import { type CsvTable, writeCsv } from "./csv";

/** What a column of a file can become. */
export interface Target {
  /** As the server names it in the header: `class`, `name`, `key`, an attribute or a type of relation. */
  readonly column: string;
  readonly label: string;
  readonly group: "Item" | "Attributes" | "Relations";
  /** What its cells hold. */
  readonly about: string;
}

/** For each column of the file what it becomes; empty when it is left out. */
export type Mapping = readonly string[];

export const CLASS = "class";
export const NAME = "name";
const ITEM: readonly Target[] = [
  { column: NAME, label: "Name", group: "Item", about: "text" },
  { column: "key", label: "Key", group: "Item", about: "tells items of one name apart" },
];
const CLASS_TARGET: Target = { column: CLASS, label: "Class", group: "Item", about: "a class of the model" };

/**
 * What columns can become for items of these classes.
 *
 * @param nodes the classes of the model, for what these inherit from
 * @param classColumn whether a column tells the class of each line
 */
export function targetsOf(
  classes: readonly ClassDetail[],
  nodes: readonly ClassNode[],
  classColumn: boolean,
): readonly Target[] {
  const found = new Map<string, Target>();
  const add = (target: Target) => found.has(target.column) || found.set(target.column, target);
  for (const target of classColumn ? [CLASS_TARGET, ...ITEM] : ITEM) add(target);
  for (const { name, label, type, unit, sensitive } of classes.flatMap(({ ciClass }) => ciClass.attributes)) {
    if (!sensitive) add({ column: name, label, group: "Attributes", about: unit ? `${type} in ${unit}` : type });
  }
  for (const { ciClass, relations } of classes) {
    const lineage = lineageOf(ciClass.name, nodes);
    for (const { type, label, from, to } of relations) {
      if (lineage.includes(from)) {
        add({ column: type, label, group: "Relations", about: `the name of a ${to.replaceAll("_", " ")}` });
      }
    }
  }
  return [...found.values()];
}

function lineageOf(name: string, nodes: readonly ClassNode[]): readonly string[] {
  const parent = nodes.find((node) => node.name === name)?.parent;
  return parent ? [name, ...lineageOf(parent, nodes)] : [name];
}

/** The column that tells the class of each line: so called, and most of what stands in it is a class. */
export function classColumnOf(table: CsvTable, nodes: readonly ClassNode[]): number | undefined {
  const named = table.header.findIndex((cell) => wordsOf(cell).join(" ") === CLASS);
  if (named >= 0) return named;
  const found = table.header.findIndex((cell, at) => {
    const values = valuesOf(table, at);
    const known = values.filter((value) => classNamed(value, nodes) !== undefined);
    return SYNONYMS.class.includes(wordsOf(cell).join(" ")) && values.length > 0 && known.length * 2 > values.length;
  });
  return found < 0 ? undefined : found;
}

/** The class that a cell names, as the server reads it. */
export function classNamed(cell: string, nodes: readonly ClassNode[]): ClassNode | undefined {
  const name = cell.trim().toLowerCase().replaceAll(" ", "_");
  return nodes.find((node) => node.name === name && node.concrete);
}

/** What stands in a column, each once, in the order of the file. */
export function valuesOf(table: CsvTable, column: number): readonly string[] {
  return [...new Set(table.records.map((record) => record[column]?.trim() ?? ""))].filter((value) => value !== "");
}

const SYNONYMS: Readonly<Record<string, readonly string[]>> & { readonly class: readonly string[] } = {
  class: ["class", "ci class", "type", "ci type", "kind", "category"],
  name: [
    "name",
    "host",
    "host name",
    "ci",
    "ci name",
    "item",
    "item name",
    "device",
    "device name",
    "server",
    "server name",
    "system",
    "title",
    "label",
  ],
  key: ["key", "id", "ci id", "identifier"],
};

/** What people write, and what the model calls it. */
const WORDS: Readonly<Record<string, string>> = {
  cpus: "cpu",
  cores: "cpu",
  hostname: "host name",
  ip: "address",
  ips: "address",
  mac: "mac address",
  maker: "manufacturer",
  mem: "memory",
  mfr: "manufacturer",
  no: "number",
  nr: "number",
  num: "number",
  os: "operating system",
  ram: "memory",
  serialnumber: "serial number",
  sn: "serial number",
  tag: "tag",
  vendor: "manufacturer",
};

/** What each column probably becomes, by its name; each target once, the surest first. */
export function guessed(header: readonly string[], targets: readonly Target[]): Mapping {
  const mapping = header.map(() => "");
  const scores = header
    .flatMap((cell, at) => targets.map((target) => ({ at, target: target.column, score: likeness(cell, target) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at);
  for (const { at, target } of scores) {
    if (mapping[at] === "" && !mapping.includes(target)) mapping[at] = target;
  }
  return mapping;
}

/** 0 when a column has nothing to do with a target, more the more its name says so. */
function likeness(cell: string, { column, label, group }: Target): number {
  const words = wordsOf(cell);
  const said = words.join(" ");
  const names = [wordsOf(column), wordsOf(label)];
  if (said === "") return 0;
  if (cell.trim().toLowerCase().replaceAll(" ", "_") === column) return 5;
  if (names.some((name) => name.join(" ") === said)) return 4;
  if (group === "Item") return SYNONYMS[column]?.includes(said) ? 3 : 0;
  // One within the other: "Memory (GB)" and memory_size, "Operating system name" and operating_system.
  const within = names.some(
    (name) => name.every((word) => words.includes(word)) || words.every((word) => name.includes(word)),
  );
  return within && words.some((word) => !COMMON.includes(word)) ? 1 : 0;
}

/** Say nothing by themselves. */
const COMMON: readonly string[] = ["name", "number", "id", "type", "state", "status", "size", "count", "address", "of"];

/** In lower case and as the model calls them; without what stands in parentheses. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/[([].*?[)\]]/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .flatMap((word) => (WORDS[word] ?? word).split(" "));
}

/**
 * The table with the server's own names in its header, without what is left out, and with a column for the class when all
 * lines have one. Lines keep their numbers.
 */
export function rewritten(table: CsvTable, mapping: Mapping, ciClass: string | undefined): string {
  const kept = mapping.flatMap((target, at) => (target === "" ? [] : [at]));
  const lead = ciClass === undefined ? [] : [ciClass];
  const lines = table.records.map((record) =>
    record.every((cell) => cell.trim() === "") ? [""] : [...lead, ...kept.map((at) => record[at] ?? "")],
  );
  const header = [...(ciClass === undefined ? [] : [CLASS]), ...kept.map((at) => mapping[at] ?? "")];
  return writeCsv(separatorFor(header, table.separator), [header, ...lines]);
}

/** The server takes what its first line has most of; a single column has none. */
function separatorFor(header: readonly string[], separator: string): string {
  return header.length > 1 ? separator : ",";
}
