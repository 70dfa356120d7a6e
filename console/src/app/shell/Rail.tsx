import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { can, useSession } from "../../entities/session";
import type { Command } from "../../shared/command";
import { setPreferences, usePreferences } from "../../shared/preferences/preferences";
import { Mark } from "../../shared/ui";
import type { PageDefinition, RailGroup } from "../pageDefinition";
import { ADMIN_PAGES, addressOf, PAGES } from "../pages";
import classes from "./Rail.module.css";
import { useOpenCounts } from "./useOpenCounts";

const GROUPS: readonly RailGroup[] = ["Operate", "Understand", "Control"];

/** The list of areas at the left; under 900 px a drawer. What the role may not see is absent. */
export function Rail({
  current,
  drawerOpen,
  onClose,
}: {
  current: string | undefined;
  drawerOpen: boolean;
  onClose: () => void;
}) {
  const rail = useRef<HTMLElement>(null);
  useEffect(() => {
    if (drawerOpen) rail.current?.querySelector("a")?.focus();
  }, [drawerOpen]);
  const session = useSession();
  const preferences = usePreferences();
  const narrow = useNarrow();
  const folded = preferences.railFolded && !narrow;
  const counts = useOpenCounts();
  const visible = PAGES.filter((page) => page.group && can(session, page.permission));
  const admin = ADMIN_PAGES.find((page) => can(session, page.permission));
  const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldLabel = folded ? "Unfold the rail" : "Fold the rail";
  return (
    <nav
      ref={rail}
      className={classes.rail}
      aria-label="Areas"
      data-folded={folded || undefined}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <Link to="/overview" className={classes.brand}>
        <Mark />
        <span className={classes.name}>Binnacle</span>
      </Link>
      {GROUPS.map((group) => (
        <div key={group} className={classes.group}>
          <h2 className={classes.heading}>{group}</h2>
          <ul>
            {visible
              .filter((page) => page.group === group)
              .map((page) => (
                <RailItem
                  key={page.id}
                  to={addressOf(page)}
                  title={page.title}
                  icon={page.icon}
                  active={current === page.id}
                  folded={folded}
                  count={countOf(page, counts)}
                />
              ))}
          </ul>
        </div>
      ))}
      <ul className={classes.foot}>
        {admin && (
          <RailItem
            to={addressOf(admin)}
            title="Admin"
            icon={IconSettings}
            active={current === "admin"}
            folded={folded}
          />
        )}
        <li className={classes.foldItem}>
          <button
            type="button"
            className={classes.item}
            aria-label={foldLabel}
            title={folded ? foldLabel : undefined}
            aria-expanded={!folded}
            onClick={() => setPreferences({ railFolded: !folded })}
          >
            <Fold size={18} stroke={1.7} aria-hidden />
            <span className={classes.label}>Fold</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

function countOf(page: PageDefinition, counts: { alerts?: number | undefined; incidents?: number | undefined }) {
  return page.badge ? counts[page.badge] : undefined;
}

function RailItem({
  to,
  title,
  icon: Icon,
  active,
  folded,
  count,
}: {
  to: string;
  title: string;
  icon: Command["icon"];
  active: boolean;
  folded: boolean;
  count?: number | undefined;
}) {
  const spoken = count ? `${title}, ${count} open` : title;
  return (
    <li>
      <Link
        to={to}
        className={classes.item}
        title={folded ? spoken : undefined}
        aria-current={active ? "page" : undefined}
      >
        {Icon && <Icon size={18} stroke={1.7} />}
        <span className={classes.label}>{title}</span>
        {count ? (
          <span className={classes.count}>
            {count > 999 ? "999+" : count}
            <span className="visually-hidden"> open</span>
          </span>
        ) : null}
      </Link>
    </li>
  );
}

const NARROW = "(max-width: 899px)";

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(NARROW).matches);
  useEffect(() => {
    const query = window.matchMedia(NARROW);
    const changed = () => setNarrow(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return narrow;
}
