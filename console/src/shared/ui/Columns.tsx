import type { ReactNode } from "react";
import classes from "./Columns.module.css";

/**
 * The body of an entity page: an optional strip over the main column and the 372 px context column. In a window that is
 * high enough each column scrolls by itself, so that the last card of the context column (the message box) stays in sight.
 */
export function Columns({ strip, aside, children }: { strip?: ReactNode; aside: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.body}>
      {strip}
      <div className={classes.columns}>
        <div className={classes.main}>{children}</div>
        <div className={classes.aside}>{aside}</div>
      </div>
    </div>
  );
}
