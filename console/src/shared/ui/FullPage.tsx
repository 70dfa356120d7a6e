import type { ReactNode } from "react";
import classes from "./FullPage.module.css";

/** A page as high as the window, whose lists and columns scroll inside it; on small windows it grows as it needs. */
export function FullPage({ children }: { children: ReactNode }) {
  return <div className={classes.page}>{children}</div>;
}
