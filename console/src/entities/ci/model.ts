import { queryOptions } from "@tanstack/react-query";
import {
  type ClassNode,
  getCiClassesByName,
  getCiModel,
  getCiModelVersions,
  getCiModelVersionsByVersion,
  liveOn,
  type RelationRule,
} from "../../shared/api";

export const ciModelQuery = queryOptions({
  queryKey: ["ci-model"],
  queryFn: ({ signal }) => getCiModel({ signal }),
  meta: liveOn("ci"),
});

export const ciClassQuery = (name: string) =>
  queryOptions({
    queryKey: ["ci-model", "class", name],
    queryFn: ({ signal }) => getCiClassesByName({ path: { name }, signal }),
    meta: liveOn("ci"),
  });

export const ciModelVersionsQuery = queryOptions({
  queryKey: ["ci-model", "versions"],
  queryFn: ({ signal }) => getCiModelVersions({ signal }),
  meta: liveOn("ci"),
});

/** A version never changes. */
export const ciModelVersionQuery = (version: number) =>
  queryOptions({
    queryKey: ["ci-model", "version", version],
    queryFn: ({ signal }) => getCiModelVersionsByVersion({ path: { version: String(version) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A class with those that inherit from it, and the items of all of them. */
export interface ClassBranch {
  readonly node: ClassNode;
  readonly children: readonly ClassBranch[];
  /** In service, of the class and its subclasses. */
  readonly inService: number;
}

/** The classes as they inherit, each branch in the order of the model. */
export function branchesOf(nodes: readonly ClassNode[], parent: string | null = null): ClassBranch[] {
  return nodes
    .filter((node) => (node.parent ?? null) === parent)
    .map((node) => {
      const children = branchesOf(nodes, node.name);
      return { node, children, inService: children.reduce((sum, child) => sum + child.inService, node.inService) };
    });
}

/** The branches whose class, or one below it, has the word in its name; all without a word. */
export function branchesWith(branches: readonly ClassBranch[], word: string): ClassBranch[] {
  const wanted = word.trim().toLowerCase();
  return branches.flatMap((branch) => {
    const children = branchesWith(branch.children, word);
    const { name, label } = branch.node;
    const hit = name.includes(wanted) || label.toLowerCase().includes(wanted);
    return hit || children.length > 0 ? [{ ...branch, children }] : [];
  });
}

/** Which way a failure goes, read from one end of the relation. */
export function failureWords(rule: Pick<RelationRule, "propagation">, outgoing: boolean): string {
  switch (rule.propagation) {
    case "both":
      return "both ways";
    case "none":
      return "not at all";
    default:
      return (rule.propagation === "from_to") === outgoing ? "to the other" : "from the other";
  }
}
