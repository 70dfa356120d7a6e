import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { CiLink } from "../../entities/ci";
import { serviceTreeQuery } from "../../entities/service";
import type { Service, ServiceTree } from "../../shared/api";
import { Card, Empty, QueryState, SimpleTable, StateWord, stateOf } from "../../shared/ui";
import classes from "./service.module.css";
import { linesOf, type TreeLine, wordsOf } from "./tree";

const INDENT_PIXELS = 18;

/** Of what the service is made, with all that is below it, each with its state and why. */
export function PartsCard({ service }: { readonly service: Service }) {
  const query = useQuery(serviceTreeQuery(service.id));
  return (
    <Card title="Parts" about="With all that they depend on" flush>
      <QueryState query={query} rows={4}>
        {(tree) => <Tree service={service} tree={tree} />}
      </QueryState>
    </Card>
  );
}

function Tree({ service, tree }: { readonly service: Service; readonly tree: ServiceTree }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = linesOf(tree, open);
  if (lines.length === 0) {
    return (
      <Empty kind="not-set-up" title="Nobody said what it is made of">
        Until then nobody can tell how it is. Describe it to add parts.
      </Empty>
    );
  }
  const toggle = (path: string) => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
  };
  return (
    <>
      <SimpleTable
        label="Parts"
        rows={lines}
        keyOf={({ path }) => path}
        columns={[
          {
            header: "Part",
            width: "42%",
            cell: (line) => <Name line={line} open={open.has(line.path)} onToggle={() => toggle(line.path)} />,
          },
          { header: "State", width: "110px", cell: ({ part }) => <StateWord state={stateOf(part.health)} /> },
          { header: "Why", cell: ({ part }) => part.explanation ?? "" },
          { header: "As a part", width: "20%", cell: (line) => wordsOf(service, line) },
        ]}
      />
      {tree.truncated && <p className="muted">There is more below than was looked at.</p>}
    </>
  );
}

function Name({
  line,
  open,
  onToggle,
}: {
  readonly line: TreeLine;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { item } = line.part;
  return (
    <span className={classes.name} style={{ paddingInlineStart: line.depth * INDENT_PIXELS }}>
      {line.opens ? (
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-label={`What ${item.name} depends on`}
          onClick={onToggle}
        >
          {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </button>
      ) : (
        <span className={classes.leaf} />
      )}
      {item.ciClass.endsWith("_service") && item.ciClass !== "system_service" ? (
        <Link to={`/services/${item.id}`}>{item.name}</Link>
      ) : (
        <CiLink id={item.id} name={item.name} />
      )}
      <span className="muted">{item.ciClass.replaceAll("_", " ")}</span>
    </span>
  );
}
