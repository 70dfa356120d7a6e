import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { CiClass, ConfigurationItem, RelatedItemItems } from "../../shared/api";
import { type GraphNode, LazyGraphMap } from "../../shared/graph";
import { QueryState } from "../../shared/ui";
import classes from "./impact.module.css";
import { neighbourGraph } from "./neighbours";

interface RelationsMapProps {
  readonly ci: ConfigurationItem;
  readonly relations: UseQueryResult<RelatedItemItems>;
  readonly classes: readonly CiClass[];
  readonly tools: ReactNode;
}

/** The item among its neighbours. Double-click opens one; what is folded stands in the list. */
export function RelationsMap({ ci, relations, classes: ciClasses, tools }: RelationsMapProps) {
  return (
    <div className={classes.mapTab}>
      {tools}
      <QueryState query={relations} rows={8}>
        {({ items }) => <Neighbours ci={ci} items={items} classes={ciClasses} />}
      </QueryState>
    </div>
  );
}

interface NeighboursProps {
  readonly ci: ConfigurationItem;
  readonly items: RelatedItemItems["items"];
  readonly classes: readonly CiClass[];
}

function Neighbours({ ci, items, classes: ciClasses }: NeighboursProps) {
  const [selected, setSelected] = useState<string | undefined>(ci.id);
  const navigate = useNavigate();
  const graph = useMemo(() => neighbourGraph(ci, items, ciClasses), [ci, items, ciClasses]);
  const open = (id: string) => {
    const folded = graph.nodes.find((node) => node.id === id)?.folds !== undefined;
    void navigate({
      to: folded ? `/ci/${ci.id}/relations` : `/ci/${id}/relations`,
      search: folded ? {} : { view: "map" },
    } as never);
  };
  const titleOf = useMemo(
    () => (members: readonly GraphNode[]) =>
      members.some(({ id }) => id === ci.id)
        ? ci.name
        : members.some(({ id }) => graph.edges.some(({ from, to }) => from === ci.id && to === id))
          ? "It points at"
          : "Points at it",
    [graph, ci],
  );
  return (
    <LazyGraphMap
      label={`Map of ${ci.name} and its neighbours; the list view has the same`}
      graph={graph}
      titleOf={titleOf}
      selected={selected}
      fitFor={ci.id}
      onSelect={setSelected}
      onOpen={open}
    />
  );
}
