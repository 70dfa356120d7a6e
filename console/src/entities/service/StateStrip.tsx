import type { ServiceInterval } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { StateWord } from "../../shared/ui";
import { SERVICE_STATES, SERVICE_WORDS, type ServiceStateName, serviceMark } from "./format";
import styles from "./service.module.css";
import { segmentsOf } from "./strip";

interface StateStripProps {
  readonly label: string;
  readonly intervals: readonly ServiceInterval[];
  readonly from: number;
  readonly to: number;
}

const HEIGHTS: Record<ServiceStateName, string> = {
  down: "100%",
  degraded: "76%",
  maintenance: "52%",
  up: "36%",
  unknown: "14%",
};

/** How a service was over a time, as one strip. The table beside it says the same in words. */
export function StateStrip({ label, intervals, from, to }: StateStripProps) {
  const segments = segmentsOf(intervals, from, to);
  const shown = SERVICE_STATES.filter((state) => segments.some((segment) => segment.state === state));
  return (
    <div>
      <div
        className={styles.strip}
        role="img"
        aria-label={`${label}: ${shown.map((s) => SERVICE_WORDS[s]).join(", ")}`}
      >
        {segments.map((segment) => (
          <span
            key={segment.start}
            className={styles.segment}
            title={segment.why ?? SERVICE_WORDS[segment.state]}
            style={{
              left: `${segment.start}%`,
              width: `${segment.width}%`,
              height: HEIGHTS[segment.state],
              background: `var(--${serviceMark(segment.state)}-fill)`,
            }}
          />
        ))}
      </div>
      <div className={styles.ends}>
        <Timestamp at={new Date(from).toISOString()} show="time" />
        <Timestamp at={new Date(to).toISOString()} show="time" />
      </div>
      <div className={styles.legend}>
        {shown.map((state) => (
          <StateWord key={state} state={serviceMark(state)} word={SERVICE_WORDS[state]} />
        ))}
      </div>
    </div>
  );
}
