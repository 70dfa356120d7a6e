import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { TimeFields } from "../../entities/ci";
import { formatInstant, useTimeRange } from "../../shared/time";
import classes from "./past.module.css";
import { stopAt } from "./versions";

interface TimeSliderProps {
  readonly stops: readonly string[];
  /** Empty for now. */
  readonly at: string;
  /** Until when what became known counts; empty for all that is known now. */
  readonly known: string;
  readonly onChange: (change: { at?: string; known?: string }) => void;
}

/** Moves through the versions of an item: one stop for each instant at which it became another, the last one is now. */
export function TimeSlider({ stops, at, known, onChange }: TimeSliderProps) {
  const { range } = useTimeRange();
  const stop = stopAt(stops, at);
  const go = (index: number) => {
    const instant = stops[index] ?? "";
    onChange({ at: instant, known: known === "" ? "" : instant });
  };
  const words =
    at === "" ? "Now" : `${formatInstant(Date.parse(at), range.zone)}, version ${stop + 1} of ${stops.length}`;
  return (
    <section className={classes.slider} aria-label="Time">
      <ActionIcon
        variant="default"
        size={30}
        aria-label="The version before"
        disabled={stop <= 0}
        onClick={() => go(stop - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <input
        type="range"
        className={classes.range}
        min={0}
        max={stops.length}
        value={stop}
        aria-label="Version"
        aria-valuetext={words}
        onChange={(event) => go(Number(event.currentTarget.value))}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label="The version after"
        disabled={stop >= stops.length}
        onClick={() => go(stop + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <TimeFields label="The item as of" time={{ at, known }} onChange={onChange} />
    </section>
  );
}
