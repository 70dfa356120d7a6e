import { CiLink } from "../../entities/ci";
import { SimpleTable, STATES_WORST_FIRST, StatePill } from "../../shared/ui";
import type { Link } from "./columns";
import type { MapItem } from "./estate";
import classes from "./map.module.css";

interface MapListProps {
  readonly items: readonly MapItem[];
  readonly links: readonly Link[];
  readonly changed: ReadonlySet<string>;
  readonly classWords: (ciClass: string, count: number) => string;
  readonly onSelect: (id: string) => void;
}

const ROWS_MAX = 500;
const NAMES_MAX = 4;

/** The same as the map, as a list: nothing is folded, the worst first. */
export function MapList({ items, links, changed, classWords, onSelect }: MapListProps) {
  const rank = ({ state }: MapItem) => STATES_WORST_FIRST.indexOf(state);
  const rows = [...items].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const ends = (from: "from" | "to", to: "from" | "to") => {
    const found = new Map<string, MapItem[]>();
    for (const link of links) {
      const other = byId.get(link[to]);
      if (other) {
        found.set(link[from], [...(found.get(link[from]) ?? []), other]);
      }
    }
    return found;
  };
  const uses = ends("from", "to");
  const users = ends("to", "from");
  return (
    <div className={classes.list}>
      <SimpleTable<MapItem>
        label="What the map shows"
        rows={rows.slice(0, ROWS_MAX)}
        keyOf={({ id }) => id}
        columns={[
          { header: "Health", width: "116px", cell: ({ state }) => <StatePill state={state} /> },
          {
            header: "Name",
            width: "20%",
            cell: ({ id, name }) => (
              <button type="button" className={classes.pick} onClick={() => onSelect(id)}>
                {name}
              </button>
            ),
          },
          { header: "Class", width: "13%", cell: ({ ciClass }) => classWords(ciClass, 1) },
          {
            header: "Why",
            cell: ({ id, why }) => (changed.has(id) ? [why, "changed"].filter(Boolean).join(" · ") : why),
          },
          { header: "Used by", width: "18%", cell: ({ id }) => <Names items={users.get(id) ?? []} /> },
          { header: "Needs", width: "18%", cell: ({ id }) => <Names items={uses.get(id) ?? []} /> },
        ]}
      />
      {rows.length > ROWS_MAX && (
        <p className={classes.rest}>
          The {ROWS_MAX} worst of {rows.length.toLocaleString("en-GB")}. A map of one service shows its own.
        </p>
      )}
    </div>
  );
}

function Names({ items }: { readonly items: readonly MapItem[] }) {
  return (
    <>
      {items.slice(0, NAMES_MAX).map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <CiLink id={id} name={name} />
        </span>
      ))}
      {items.length > NAMES_MAX && <span className="muted"> and {items.length - NAMES_MAX} more</span>}
    </>
  );
}
