import { type EstateTime, TimeFields } from "../../entities/ci";
import classes from "./inventory.module.css";

interface EstateTimeBarProps {
  readonly time: EstateTime;
  readonly onChange: (time: Partial<EstateTime>) => void;
}

/** Chooses which estate the list shows; what is not that of now says so across the page. */
export function EstateTimeBar({ time, onChange }: EstateTimeBarProps) {
  return (
    <section className={classes.time} aria-label="Time" data-past={time.at !== "" || undefined}>
      <TimeFields label="The estate as of" shown="The estate as it was on" time={time} onChange={onChange} />
      {time.at !== "" && <span className="small">Nothing of it can be changed.</span>}
    </section>
  );
}
