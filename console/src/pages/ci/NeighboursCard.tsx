import { CiLink, relationWords } from "../../entities/ci";
import type { ClassSummary, ConfigurationItem, RelatedItem } from "../../shared/api";
import { ButtonLink, Card, Empty } from "../../shared/ui";
import classes from "./ci.module.css";
import { worstFirst } from "./parts";

interface NeighboursCardProps {
  readonly ci: ConfigurationItem;
  readonly related: readonly RelatedItem[];
  readonly ciClasses: readonly ClassSummary[] | undefined;
}

/** Shown in detail by a card of their own. */
const SHOWN_ELSEWHERE = new Set(["file_system", "network_interface", "application"]);
const NAMES_MAX = 4;

/** Everything else that it is connected with, one line for each relation and class. */
export function NeighboursCard({ ci, related, ciClasses }: NeighboursCardProps) {
  const isHost = ci.ciClass === "server" || ci.ciClass === "operating_system";
  const groups = new Map<string, RelatedItem[]>();
  for (const one of related) {
    if (!(isHost && !one.outgoing && SHOWN_ELSEWHERE.has(one.item.ciClass))) {
      const key = `${relationWords(one.relation.type, one.outgoing)}\n${one.item.ciClass}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
  }
  const label = (name: string, count: number) => {
    const found = ciClasses?.find(({ ciClass }) => ciClass.name === name)?.ciClass;
    return count === 1 ? (found?.label ?? name) : (found?.plural ?? name);
  };
  return (
    <Card
      title="Connected with"
      actions={
        <ButtonLink size="compact-sm" to={`/ci/${ci.id}/relations`}>
          All relations
        </ButtonLink>
      }
      flush
    >
      {groups.size === 0 && (
        <Empty kind="no-match" title="Nothing else">
          No relation of this item is known.
        </Empty>
      )}
      <ul>
        {[...groups].map(([key, members]) => {
          const [words = "", ciClass = ""] = key.split("\n");
          const items = members.map(({ item }) => item).sort(worstFirst);
          return (
            <li key={key} className={classes.neighbours}>
              <span className="muted">{words}</span>
              <div>
                {items.length > NAMES_MAX && <strong>{items.length.toLocaleString("en-GB")} </strong>}
                <span className={items.length > NAMES_MAX ? "strong" : "muted"}>
                  {label(ciClass, items.length).toLowerCase()}
                </span>{" "}
                {items.slice(0, NAMES_MAX).map((item, index) => (
                  <span key={item.id}>
                    {index > 0 && ", "}
                    <CiLink id={item.id} name={item.name} {...(item.health === "ok" ? {} : { health: item.health })} />
                  </span>
                ))}
                {items.length > NAMES_MAX && <span className="muted"> and {items.length - NAMES_MAX} more</span>}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
