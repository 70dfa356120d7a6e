import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./TabLinks.module.css";

export type TabLink = { to: string; label: string; count?: number | undefined; search?: Record<string, unknown> };

/** The tabs of a page are links: each has an address of its own. */
export function TabLinks({ tabs, label, current }: { tabs: readonly TabLink[]; label: string; current: string }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          {...(tab.search ? { search: tab.search as never } : {})}
          className={classes.tab}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={tab.to === current ? "page" : undefined}
        >
          {tab.label}
          {tab.count !== undefined && <Count value={tab.count} />}
        </Link>
      ))}
    </nav>
  );
}

/** A small number beside a name. */
export function Count({ value }: { value: number }): ReactNode {
  return <span className={classes.count}>{value > 999 ? "999+" : value}</span>;
}
