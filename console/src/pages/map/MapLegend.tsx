import { STATE_WORDS, STATES_WORST_FIRST, StateMark, type StateName } from "../../shared/ui";
import classes from "./map.module.css";

interface MapLegendProps {
  readonly counts: ReadonlyMap<StateName, number>;
  /** The states that are not quiet; all of them when it is empty. */
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: readonly string[]) => void;
}

/** What the shapes and lines mean; how many there are of each, and a filter at once. */
export function MapLegend({ counts, chosen, onChosen }: MapLegendProps) {
  const toggle = (state: string) =>
    onChosen(chosen.has(state) ? [...chosen].filter((other) => other !== state) : [...chosen, state]);
  return (
    <div className={classes.legend} role="group" aria-label="Legend and filter">
      {STATES_WORST_FIRST.filter((state) => counts.has(state)).map((state) => (
        <button
          key={state}
          type="button"
          className={classes.legendState}
          aria-pressed={chosen.has(state)}
          onClick={() => toggle(state)}
        >
          <StateMark state={state} />
          <strong className="numeric">{counts.get(state)?.toLocaleString("en-GB")}</strong> {STATE_WORDS[state]}
        </button>
      ))}
      <span className={classes.rule} aria-hidden />
      <span className={classes.legendLine}>
        <svg width="28" height="8" aria-hidden>
          <path d="M0 4h28" stroke="var(--critical-fill)" strokeWidth="2.4" strokeDasharray="7 4" />
        </svg>
        failure comes along
      </span>
      <span className={classes.legendLine}>
        <svg width="28" height="8" aria-hidden>
          <path d="M0 4h28" stroke="var(--edge)" strokeWidth="1.3" />
        </svg>
        needs
      </span>
      <span className={classes.legendLine}>
        <svg width="17" height="17" aria-hidden>
          <rect width="17" height="17" rx="4" fill="var(--maintenance-fill)" />
          <path
            d="M8.5 4.5l4 7.5h-8Z"
            fill="none"
            stroke="var(--maintenance-on)"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        </svg>
        changed
      </span>
    </div>
  );
}
