import { Link } from "@tanstack/react-router";
import type { Health } from "../../shared/api";
import { StateMark, stateOf } from "../../shared/ui";
import styles from "./ci.module.css";

interface CiLinkProps {
  readonly id: string;
  readonly name: string;
  readonly health?: Health;
}

/** The name of an item, leading to its page; with its health where that is known. */
export function CiLink({ id, name, health }: CiLinkProps) {
  return (
    <Link to={`/ci/${id}`} className={styles.link}>
      {health !== undefined && <StateMark state={stateOf(health)} size={14} />}
      <span className={styles.name}>{name}</span>
    </Link>
  );
}
