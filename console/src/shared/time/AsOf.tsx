import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "./AsOf.module.css";
import { formatInstant } from "./format";
import { useTimeRange } from "./useTimeRange";
import { instantFrom, wallText } from "./wall";

interface AsOfProps {
  readonly label: string;
  /** What stands before the field. */
  readonly words?: string;
  /** What stands before the instant that is shown. */
  readonly shown?: string;
  /** ISO 8601; empty for now. */
  readonly at: string;
  readonly onChange: (at: string) => void;
}

/** Chooses an instant of the past, or now: typed as the clock shows it, as `now-2h`, or as ISO 8601. */
export function AsOf({ label, words = "As of", shown: before = "As it was on", at, onChange }: AsOfProps) {
  const { range } = useTimeRange();
  const [text, setText] = useState<string>();
  const shown = text ?? (at === "" ? "" : wallText(Date.parse(at), range.zone));
  const instant = shown === "" ? "" : instantFrom(shown, range.zone, Date.now());
  const choose = (chosen: string) => {
    setText(undefined);
    onChange(chosen);
  };
  return (
    <form
      className={classes.asOf}
      onSubmit={(event) => {
        event.preventDefault();
        if (instant !== undefined) {
          choose(instant);
        }
      }}
    >
      <span className="muted small" aria-hidden>
        {words}
      </span>
      <TextInput
        aria-label={label}
        placeholder="now-2h, or 2026-11-23 08:30"
        value={shown}
        error={instant === undefined}
        className={classes.field ?? ""}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={instant === undefined || text === undefined}>
        Show
      </Button>
      {at !== "" && (
        <>
          <span className="muted small" role="status">
            {before} {formatInstant(Date.parse(at), range.zone)}
          </span>
          <Button variant="subtle" onClick={() => choose("")}>
            Back to now
          </Button>
        </>
      )}
    </form>
  );
}
