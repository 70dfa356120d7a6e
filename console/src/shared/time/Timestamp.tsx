import { formatAge, formatInstant, formatShort } from "./format";
import { useNow } from "./now";
import { useTimeRange } from "./useTimeRange";

/** An instant: its age (`age`), its time (`time`), or both; the full instant is in the tooltip. */
export function Timestamp({ at, show = "age" }: { at: string | number; show?: "age" | "time" | "both" }) {
  const { range } = useTimeRange();
  const now = useNow(show === "time" ? 60_000 : 1_000);
  const millis = typeof at === "number" ? at : Date.parse(at);
  if (Number.isNaN(millis)) return <span className="muted">–</span>;
  const time = formatShort(millis, range.zone, now);
  const age = formatAge(millis, now);
  return (
    <time dateTime={new Date(millis).toISOString()} title={formatInstant(millis, range.zone)} className="nowrap">
      {show === "age" ? age : time}
      {show === "both" && <span className="muted"> {age}</span>}
    </time>
  );
}
