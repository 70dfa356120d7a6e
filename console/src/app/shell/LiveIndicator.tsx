import { useLiveStatus } from "../../shared/live/LiveProvider";
import { formatAge, useNow } from "../../shared/time";
import classes from "./LiveIndicator.module.css";

const WORDS = { live: "Live", paused: "Paused", reconnecting: "Reconnecting", connecting: "Connecting" } as const;

/** Whether news arrive, and when the server was last heard: what the page shows is at least as new as that. */
export function LiveIndicator() {
  const { state, lastEventAt } = useLiveStatus();
  const now = useNow(1_000);
  return (
    <span className={classes.live} data-state={state}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.word}>{WORDS[state]}</span>
      {lastEventAt !== undefined && (
        <span className={classes.age}> · {formatAge(lastEventAt, Math.max(now, lastEventAt))}</span>
      )}
    </span>
  );
}
