import { relationWords } from "../../entities/ci";
import type { CiClass, ConfigurationItem, RelatedItem } from "../../shared/api";
import type { Graph, GraphEdge, GraphNode } from "../../shared/graph";
import { stateOf } from "../../shared/ui";
import { worstFirst } from "./parts";

/** More than this of one relation and class are one card; those with trouble are always shown by themselves. */
const SHOWN_MAX = 6;
/** A map of more cards than this cannot be read. */
const CARDS_MAX = 300;

/** The item in the middle of all that it is related to: what it points at on the right, what points at it on the left. */
export function neighbourGraph(
  ci: Pick<ConfigurationItem, "id" | "name" | "ciClass" | "health" | "healthReason">,
  related: readonly RelatedItem[],
  classes: readonly CiClass[],
): Graph {
  const label = (name: string) => classes.find((ciClass) => ciClass.name === name)?.label ?? name.replaceAll("_", " ");
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  nodes.set(ci.id, {
    id: ci.id,
    label: ci.name,
    about: ci.healthReason ?? label(ci.ciClass),
    state: stateOf(ci.health),
  });
  const link = (other: string, outgoing: boolean) =>
    edges.push(outgoing ? { from: ci.id, to: other } : { from: other, to: ci.id });
  for (const [key, members] of groupsOf(related)) {
    const { drawn, folded } = folding(members, CARDS_MAX - nodes.size);
    for (const { relation, outgoing, item } of drawn) {
      if (!nodes.has(item.id)) {
        const about = relationWords(relation.type, !outgoing);
        nodes.set(item.id, { id: item.id, label: item.name, about, state: stateOf(item.health) });
      }
      link(item.id, outgoing);
    }
    const [one] = folded;
    if (one) {
      const plural = classes.find(({ name }) => name === one.item.ciClass)?.plural ?? label(one.item.ciClass);
      const words = relationWords(one.relation.type, !one.outgoing);
      nodes.set(key, {
        id: key,
        label: `+${folded.length.toLocaleString("en-GB")} ${plural.toLowerCase()}`,
        about: words,
        state: stateOf(folded[0]?.item.health),
        folds: folded.length,
      });
      link(key, one.outgoing);
    }
  }
  return { nodes: [...nodes.values()], edges };
}

/** By relation, direction and class, each the worst first. */
function groupsOf(related: readonly RelatedItem[]): Map<string, RelatedItem[]> {
  const groups = new Map<string, RelatedItem[]>();
  for (const one of [...related].sort((a, b) => worstFirst(a.item, b.item))) {
    const key = `fold ${one.relation.type} ${one.outgoing} ${one.item.ciClass}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function folding(members: readonly RelatedItem[], room: number) {
  const ill = members.filter(({ item }) => item.health !== "ok").length;
  const wanted = members.length <= SHOWN_MAX ? members.length : Math.max(SHOWN_MAX - 1, ill);
  const shown = Math.max(0, Math.min(wanted, room - 1));
  return { drawn: members.slice(0, shown), folded: members.slice(shown) };
}
