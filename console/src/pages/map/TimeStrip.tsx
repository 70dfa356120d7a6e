import { ActionIcon, Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { type Mark, useWidth } from "../../shared/chart";
import { placeMarks } from "../../shared/chart/marks";
import { formatAge, formatShort, useNow, useTimeWindow, zoneLabel } from "../../shared/time";
import classes from "./map.module.css";
import { type Bar, instantOf, STEPS, stepOf, totalOf } from "./strip";

interface TimeStripProps {
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
  /** Empty for now. */
  readonly at: string;
  readonly onAt: (at: string) => void;
}

/** How long a step shows while it plays. */
const PLAY_MILLIS = 1_200;
const TICKS = 6;
const LABEL_PIXELS = 13;
const LABEL_MAX = 28;
/** From the bottom of a bar to its top. */
const STATES = ["critical", "major", "warning"] as const;

/** The time that the top bar chose: how bad it was at each step, what happened, and which of the steps the map shows. */
export function TimeStrip({ bars, marks, at, onAt }: TimeStripProps) {
  const { from, to, live, zone } = useTimeWindow(60_000);
  const window = { from, to };
  const now = useNow(60_000);
  const step = stepOf(at, window);
  const [width, track] = useWidth();
  const [playing, setPlaying] = useState(false);
  const go = (next: number) => onAt(instantOf(Math.max(0, Math.min(STEPS - 1, next)), window, live));
  usePlay(playing, () => {
    if (step >= STEPS - 1) {
      setPlaying(false);
    } else {
      go(step + 1);
    }
  });
  const shown = at === "" ? now : Date.parse(at);
  const most = Math.max(1, ...bars.map(totalOf));
  const placed = placeMarks(
    marks.map((mark) => ({ ...mark, label: shortened(mark.label) })),
    (millis) => (width * (millis - from)) / (to - from),
    width,
  );
  return (
    <section className={classes.strip} aria-label="Time">
      <div className={classes.play}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="A step back"
          disabled={step <= 0}
          onClick={() => go(step - 1)}
        >
          <IconPlayerSkipBack size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={playing ? "Pause" : "Play"}
          onClick={() => {
            if (!playing && step >= STEPS - 1) {
              go(0);
            }
            setPlaying(!playing);
          }}
        >
          {playing ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="A step on"
          disabled={step >= STEPS - 1}
          onClick={() => go(step + 1)}
        >
          <IconPlayerSkipForward size={16} />
        </ActionIcon>
      </div>
      <div className={classes.clock}>
        <strong>
          {formatShort(shown, zone, now)} {zoneLabel(zone, shown)}
        </strong>
        <span className="muted small">{at === "" ? "now" : formatAge(shown, now)}</span>
      </div>
      <div className={classes.track} ref={track}>
        <div className={classes.bars} aria-hidden>
          {bars.map((bar, index) => (
            <div key={bar.from} className={classes.bar} data-shown={index === step || undefined}>
              {STATES.map((state) => (
                <span
                  key={state}
                  style={{ height: `${(100 * (bar.counts[state] ?? 0)) / most}%`, background: `var(--${state}-fill)` }}
                />
              ))}
            </div>
          ))}
        </div>
        {placed.map(({ lines, label, state: markState, x, row, side }) => (
          <span key={`${x} ${label}`} style={{ color: `var(--${markState}-text)` }}>
            {[...new Set(lines)].map((line) => (
              <span key={line} className={classes.mark} style={{ left: line }} />
            ))}
            <span className={classes.markLabel} data-side={side} style={{ left: x, top: row * LABEL_PIXELS }}>
              {label}
            </span>
          </span>
        ))}
        <input
          type="range"
          className={classes.range}
          min={0}
          max={STEPS - 1}
          value={step}
          aria-label="Instant that the map shows"
          aria-valuetext={`${formatShort(shown, zone, now)}, ${wordsOf(bars[step])}`}
          onChange={(event) => go(Number(event.currentTarget.value))}
        />
        <div className={classes.ticks} aria-hidden>
          {Array.from({ length: TICKS + 1 }, (_, index) => from + (index * (to - from)) / TICKS).map((millis) => (
            <span key={millis}>{formatShort(millis, zone, now)}</span>
          ))}
        </div>
      </div>
      <Button variant="default" disabled={at === ""} onClick={() => onAt("")}>
        Back to now
      </Button>
    </section>
  );
}

function shortened(label: string): string {
  return label.length <= LABEL_MAX ? label : `${label.slice(0, LABEL_MAX - 1)}…`;
}

function usePlay(playing: boolean, next: () => void): void {
  useEffect(() => {
    if (!playing) {
      return;
    }
    const timer = setTimeout(next, PLAY_MILLIS);
    return () => clearTimeout(timer);
  });
}

function wordsOf(bar: Bar | undefined): string {
  const parts = STATES.flatMap((state) => (bar?.counts[state] ? [`${bar.counts[state]} ${state}`] : []));
  return parts.length === 0 ? "no alert" : parts.join(", ");
}
