import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";

/** The head of a page: state and id, the one h1, at most two buttons; then a line of facts. */
export function PageHeader({
  title,
  before,
  actions,
  facts,
  children,
}: {
  title: ReactNode;
  /** State badge and id, before the title. */
  before?: ReactNode;
  actions?: ReactNode;
  facts?: ReactNode;
  /** Tabs, at the lower edge. */
  children?: ReactNode;
}) {
  return (
    <div className={children === undefined ? classes.head : `${classes.head} ${classes.tabbed}`}>
      <title>{typeof title === "string" ? `${title} · Binnacle` : "Binnacle"}</title>
      <div className={classes.top}>
        {before}
        <h1 tabIndex={-1}>{title}</h1>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {facts !== undefined && <div className={classes.facts}>{facts}</div>}
      {children}
    </div>
  );
}

/** One `label value` pair of the facts line. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className={classes.fact}>
      <span className="muted">{label}</span> <span className="strong">{children}</span>
    </span>
  );
}
