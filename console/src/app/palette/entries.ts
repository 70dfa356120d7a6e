import type { SearchHit } from "../../shared/api";
import type { Command } from "../../shared/command";
import { type StateName, stateOf } from "../../shared/ui";

/** One line of the palette. */
export type PaletteEntry = {
  id: string;
  section: string;
  title: string;
  subtitle?: string;
  icon?: Command["icon"];
  state?: StateName;
  keys?: string;
} & ({ run: () => void } | { to: string });

/** What is looked for: everything, actions only after `>`, numbers such as INC-41 only after `#`. */
export type Wanted = "all" | "actions" | "numbers";

export function parseInput(input: string): { wanted: Wanted; text: string } {
  const trimmed = input.trim();
  if (trimmed.startsWith(">")) return { wanted: "actions", text: trimmed.slice(1).trim() };
  if (trimmed.startsWith("#")) return { wanted: "numbers", text: trimmed.slice(1).trim() };
  return { wanted: "all", text: trimmed };
}

/** What has a number: a hit whose id people write. */
export function isNumbered(hit: Pick<SearchHit, "kind">): boolean {
  return hit.kind === "incident";
}

/** Better matches score higher; undefined is no match. Every typed word must begin a word or stand inside one. */
export function scoreOf(text: string, title: string, words = ""): number | undefined {
  if (text === "") return 0;
  const haystack = title.toLowerCase();
  const wanted = text.toLowerCase().split(/\s+/);
  let score = 0;
  for (const word of wanted) {
    if (haystack.startsWith(word)) score += 4;
    else if (haystack.includes(` ${word}`)) score += 3;
    else if (haystack.includes(word)) score += 2;
    else if (words.toLowerCase().includes(word)) score += 1;
    else return undefined;
  }
  return score;
}

/** The commands that match, best first; among equals the order of registration stays. */
export function matchingCommands(commands: readonly Command[], input: string): PaletteEntry[] {
  const { wanted, text } = parseInput(input);
  if (wanted === "numbers") return [];
  return commands
    .filter((command) => command.inPalette !== false && !(wanted === "actions" && command.section === "Go to"))
    .map((command) => ({ command, score: scoreOf(text, command.title, command.words) }))
    .filter((match): match is { command: Command; score: number } => match.score !== undefined)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => ({
      id: command.id,
      section: command.section,
      title: command.title,
      run: command.run,
      ...(command.icon ? { icon: command.icon } : {}),
      ...(command.keys ? { keys: command.keys } : {}),
    }));
}

const HIT_SECTIONS: Record<string, string> = { ci: "Inventory", incident: "Incidents", alert: "Alerts" };

/** Where a hit of the server's search leads; kinds that this console does not know are left out. */
export function entryOfHit(hit: SearchHit): PaletteEntry | undefined {
  const section = HIT_SECTIONS[hit.kind];
  if (section === undefined) return undefined;
  const to =
    hit.kind === "ci" ? `/ci/${hit.id}` : hit.kind === "incident" ? `/incidents/${hit.id}` : `/alerts?sel=${hit.id}`;
  return {
    id: `${hit.kind}:${hit.id}`,
    section,
    title: hit.title,
    to,
    ...(hit.subtitle ? { subtitle: hit.subtitle } : {}),
    ...(hit.health ? { state: stateOf(hit.health) } : {}),
  };
}

/** Entries of one section stand together, in the order in which their sections first appear. */
export function bySection(entries: readonly PaletteEntry[]): [string, PaletteEntry[]][] {
  const sections = new Map<string, PaletteEntry[]>();
  for (const entry of entries) {
    const section = sections.get(entry.section) ?? [];
    section.push(entry);
    sections.set(entry.section, section);
  }
  return [...sections];
}
