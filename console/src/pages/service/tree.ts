import type { Service, ServiceTree } from "../../shared/api";

/** One line of the tree: a part as often as it is used, and what is said of it as a part of that. */
export interface TreeLine {
  /** The way to it, by ids: unique in the tree. */
  readonly path: string;
  readonly id: string;
  readonly depth: number;
  readonly part: ServiceTree["parts"][number];
  /** `2 of 3`: how many like this one must work; null when all must. */
  readonly redundancy: string | null;
  readonly opens: boolean;
}

/** The lines that stand there with these paths open; a part that is above itself is not opened again. */
export function linesOf(tree: ServiceTree, open: ReadonlySet<string>): readonly TreeLine[] {
  const parts = new Map(tree.parts.map((part) => [part.item.id, part]));
  const lines: TreeLine[] = [];
  const below = (id: string, path: string, depth: number, above: readonly string[]) => {
    for (const link of parts.get(id)?.dependsOn ?? []) {
      const part = parts.get(link.id);
      const way = `${path}/${link.id}`;
      if (part === undefined || lines.some((line) => line.path === way)) continue;
      const opens = part.dependsOn.length > 0 && !above.includes(link.id);
      lines.push({ path: way, id: link.id, depth, part, redundancy: link.redundancy ?? null, opens });
      if (opens && open.has(way)) below(link.id, way, depth + 1, [...above, link.id]);
    }
  };
  below(tree.of.id, "", 0, [tree.of.id]);
  return lines;
}

/** What the model says of a direct part: its weight against the others, its group. */
export function wordsOf(service: Service, line: TreeLine): string {
  const member = line.depth === 0 ? service.parts.find(({ id }) => id === line.id) : undefined;
  return [
    member && member.weight !== 1 ? `weight ${member.weight}` : "",
    line.redundancy === null ? "" : `${line.redundancy}${member?.group ? ` of ${member.group}` : ""} must work`,
  ]
    .filter((word) => word !== "")
    .join(", ");
}
