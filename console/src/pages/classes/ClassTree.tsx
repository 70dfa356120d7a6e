import { TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { branchesOf, branchesWith, type ClassBranch } from "../../entities/ci";
import type { ClassNode } from "../../shared/api";
import classes from "./classes.module.css";

interface ClassTreeProps {
  readonly nodes: readonly ClassNode[];
  readonly current: string | undefined;
}

/** The classes as they inherit, with how many items each branch has in service. */
export function ClassTree({ nodes, current }: ClassTreeProps) {
  const [word, setWord] = useState("");
  const branches = useMemo(() => branchesWith(branchesOf(nodes), word), [nodes, word]);
  return (
    <nav className={classes.tree} aria-label="Classes">
      <TextInput
        aria-label="Find a class"
        placeholder="Find a class"
        value={word}
        onChange={(event) => setWord(event.currentTarget.value)}
      />
      {branches.length === 0 && <p className="muted">No class is called so.</p>}
      <Branches branches={branches} current={current} />
    </nav>
  );
}

function Branches({
  branches,
  current,
}: {
  readonly branches: readonly ClassBranch[];
  readonly current: string | undefined;
}) {
  return (
    <ul className={classes.branches}>
      {branches.map(({ node, children, inService }) => (
        <li key={node.name}>
          <Link
            to={`/classes/${node.name}`}
            className={classes.node}
            aria-current={node.name === current ? "page" : undefined}
            data-abstract={!node.concrete || undefined}
          >
            <span className={classes.label}>{node.label}</span>
            {node.origin !== "shipped" && <span className={classes.own}>{node.origin}</span>}
            {inService > 0 && <span className={classes.count}>{inService.toLocaleString("en-GB")}</span>}
          </Link>
          {children.length > 0 && <Branches branches={children} current={current} />}
        </li>
      ))}
    </ul>
  );
}
