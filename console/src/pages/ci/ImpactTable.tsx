import { useState } from "react";
import { CiLink, EFFECTS } from "../../entities/ci";
import type { CiClass, ImpactedItem } from "../../shared/api";
import { SimpleTable, StatePill } from "../../shared/ui";
import ciStyles from "./ci.module.css";
import classes from "./impact.module.css";

interface ImpactTableProps {
  readonly label: string;
  readonly items: readonly ImpactedItem[];
  readonly classes: readonly CiClass[];
}

const ROWS_MAX = 25;

/** Items that a question about impact reached: what happens to each, the way there, and why. */
export function ImpactTable({ label, items, classes: ciClasses }: ImpactTableProps) {
  const [all, setAll] = useState(false);
  const labelOf = (name: string) =>
    ciClasses.find((ciClass) => ciClass.name === name)?.label ?? name.replaceAll("_", " ");
  const breaks = items.some(({ effect }) => effect);
  return (
    <>
      <SimpleTable<ImpactedItem>
        label={label}
        rows={all ? items : items.slice(0, ROWS_MAX)}
        keyOf={({ item }) => item.id}
        columns={[
          ...(breaks ? [{ header: "Effect", width: "106px", cell: effectCell }] : []),
          {
            header: "Item",
            width: "22%",
            cell: ({ item }) => <CiLink id={item.id} name={item.name} health={item.health} />,
          },
          { header: "Class", width: "14%", cell: ({ item }) => labelOf(item.ciClass) },
          { header: "Why", cell: whyCell },
        ]}
      />
      {items.length > ROWS_MAX && (
        <button type="button" className={ciStyles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${items.length.toLocaleString("en-GB")}`}
        </button>
      )}
    </>
  );
}

function effectCell({ effect }: ImpactedItem) {
  return effect ? <StatePill {...EFFECTS[effect]} /> : null;
}

/** The last step says why; the others, when there are any, how it comes to that. */
function whyCell({ path }: ImpactedItem) {
  const last = path.at(-1);
  if (!last) {
    return null;
  }
  if (path.length === 1) {
    return last.reason;
  }
  return (
    <details className={classes.path}>
      <summary>
        {last.reason} <span className="muted">· {path.length} steps</span>
      </summary>
      <ol>
        {path.map(({ item, reason }) => (
          <li key={item.id}>{reason}</li>
        ))}
      </ol>
    </details>
  );
}
