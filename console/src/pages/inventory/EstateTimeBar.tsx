import { Checkbox } from "@mantine/core";
import type { EstateTime } from "../../entities/ci";
import { AsOf } from "../../shared/time/AsOf";
import classes from "./inventory.module.css";

interface EstateTimeBarProps {
  readonly time: EstateTime;
  readonly onChange: (time: Partial<EstateTime>) => void;
}

/** Chooses which estate the list shows; what is not that of now says so across the page. */
export function EstateTimeBar({ time, onChange }: EstateTimeBarProps) {
  const { at, known } = time;
  return (
    <section className={classes.time} aria-label="Time" data-past={at !== "" || undefined}>
      <AsOf
        label="The estate as of"
        shown="The estate as it was on"
        at={at}
        onChange={(chosen) => onChange({ at: chosen, known: known === "" ? "" : chosen })}
      />
      {at !== "" && (
        <>
          <Checkbox
            label="As it was then believed"
            checked={known !== ""}
            onChange={(event) => onChange({ known: event.currentTarget.checked ? at : "" })}
          />
          <span className="small">Nothing of it can be changed.</span>
        </>
      )}
    </section>
  );
}
