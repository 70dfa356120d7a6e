import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useLiveStatus } from "../../shared/live/LiveProvider";
import { formatAge, useNow } from "../../shared/time";
import classes from "./LiveIndicator.module.css";

const WORDS = { live: "Live", paused: "Paused", reconnecting: "Reconnecting", connecting: "Connecting" } as const;

/** Whether news arrive, and how old the newest data on the page is. */
export function LiveIndicator() {
  const { state } = useLiveStatus();
  const now = useNow(1_000);
  const queries = useQueryClient();
  // Reads anew whenever a request begins or ends.
  useIsFetching();
  const newest = queries
    .getQueryCache()
    .findAll({ type: "active" })
    .reduce((latest, query) => (query.meta?.topics ? Math.max(latest, query.state.dataUpdatedAt) : latest), 0);
  return (
    <span className={classes.live} data-state={state}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.word}>{WORDS[state]}</span>
      {newest > 0 && <span className={classes.age}> · {formatAge(newest, Math.max(now, newest))}</span>}
    </span>
  );
}
