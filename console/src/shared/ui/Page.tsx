import type { ReactNode } from "react";
import classes from "./Page.module.css";

/** The content below a page's head: one column of cards, or a main column with the 372 px context column. */
export function PageBody({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  if (aside === undefined) return <div className={classes.body}>{children}</div>;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>{children}</div>
      <div className={classes.column}>{aside}</div>
    </div>
  );
}
