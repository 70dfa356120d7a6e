import { Link } from "@tanstack/react-router";
import type { Health } from "../../shared/api";
import { StateMark, stateOf } from "../../shared/ui";
import styles from "./ci.module.css";
import { asOfSearch, type EstateTime } from "./past";

interface CiLinkProps {
  readonly id: string;
  readonly name: string;
  readonly health?: Health;
  /** The time of the estate that the link stands in; now when absent. */
  readonly time?: EstateTime;
}

/** The name of an item, leading to its page, or to how it was then; with its health where that is known. */
export function CiLink({ id, name, health, time }: CiLinkProps) {
  const past = time && time.at !== "" ? asOfSearch(time) : undefined;
  return (
    <Link
      to={past ? `/ci/${id}/history` : `/ci/${id}`}
      {...(past ? { search: past as never } : {})}
      className={styles.link}
    >
      {health !== undefined && <StateMark state={stateOf(health)} size={14} />}
      <span className={styles.name}>{name}</span>
    </Link>
  );
}
