import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconClock } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import {
  absoluteRange,
  browserZone,
  formatWindow,
  liveRange,
  PRESETS,
  parseInstant,
  steppedRange,
  type TimeRange,
  useNow,
  useTimeRange,
  windowOf,
  zoomedOutRange,
} from "../../shared/time";
import { usePopup } from "../../shared/ui";
import classes from "./TimeBar.module.css";

/** The console's one time range: a window back and forward, presets, own limits, and the zone of every clock. */
export function TimeBar() {
  const { range, live, setRange } = useTimeRange();
  const popup = usePopup();
  const now = useNow(10_000);
  const label = formatWindow(windowOf(range, now), range.zone, now);
  const choose = (next: TimeRange) => {
    setRange(next);
    popup.close();
  };
  return (
    <div className={classes.bar} role="group" aria-label="Time range">
      <ActionIcon
        className={classes.step}
        variant="subtle"
        size={28}
        aria-label="One window back"
        onClick={() => setRange(steppedRange(range, Date.now(), -1))}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <button
        type="button"
        className={classes.range}
        ref={popup.target}
        aria-haspopup="dialog"
        aria-expanded={popup.open}
        onClick={() => popup.setOpen(!popup.open)}
      >
        <IconClock size={15} stroke={1.8} aria-hidden />
        <span className="visually-hidden">Time range </span>
        <span className={classes.times}>{label.times}</span> <span className={classes.about}>{label.about}</span>
        {live && <span className="visually-hidden">, live</span>}
        <IconChevronDown size={14} aria-hidden />
      </button>
      {popup.open && (
        <div
          ref={popup.popup}
          popover="manual"
          role="dialog"
          aria-label="Choose a time range"
          className={classes.popup}
        >
          <RangeChooser range={range} choose={choose} />
        </div>
      )}
      <ActionIcon
        className={classes.step}
        variant="subtle"
        size={28}
        aria-label="One window forward"
        disabled={live}
        onClick={() => setRange(steppedRange(range, Date.now(), 1))}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      {!live && (
        <Button variant="subtle" px={8} h={28} onClick={() => setRange(liveRange(range, Date.now()))}>
          Back to now
        </Button>
      )}
    </div>
  );
}

function RangeChooser({ range, choose }: { range: TimeRange; choose: (range: TimeRange) => void }) {
  return (
    <div className={classes.chooser}>
      <ul>
        {PRESETS.map((preset) => (
          <li key={preset.from}>
            <button
              type="button"
              className={classes.preset}
              aria-pressed={range.to === "now" && range.from === preset.from}
              onClick={() => choose({ from: preset.from, to: "now", zone: range.zone })}
            >
              {preset.label}
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={classes.preset} onClick={() => choose(zoomedOutRange(range, Date.now()))}>
            Twice as wide
          </button>
        </li>
      </ul>
      <OwnLimits range={range} choose={choose} />
      <NativeSelect
        label="Time zone"
        data={[
          { value: browserZone(), label: `This browser (${browserZone()})` },
          ...(browserZone() === "UTC" ? [] : [{ value: "UTC", label: "UTC" }]),
        ]}
        value={range.zone}
        onChange={(event) => choose({ ...range, zone: event.currentTarget.value })}
      />
    </div>
  );
}

function OwnLimits({ range, choose }: { range: TimeRange; choose: (range: TimeRange) => void }) {
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(range.to);
  const [wrong, setWrong] = useState<string>();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const now = Date.now();
    const start = parseInstant(from.trim(), now);
    const end = parseInstant(to.trim(), now);
    if (start === undefined || end === undefined) setWrong("Write now-2h, or 2026-11-23T14:00Z.");
    else if (start >= end) setWrong("From must be before to.");
    else choose({ from: from.trim(), to: to.trim(), zone: range.zone });
  };
  return (
    <form className={classes.own} onSubmit={apply}>
      <TextInput label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} error={wrong} />
      <TextInput label="To" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <div className={classes.ownButtons}>
        <Button type="submit" variant="default">
          Show
        </Button>
        <Button variant="subtle" onClick={() => choose(absoluteRange(range, Date.now()))}>
          Hold still
        </Button>
      </div>
    </form>
  );
}
