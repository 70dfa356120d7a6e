import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ClassSummary, ClassSummaryItems } from "../../shared/api";
import { QueryState, STATE_WORDS, STATES_WORST_FIRST, StateMark, stateOf } from "../../shared/ui";
import classes from "./inventory.module.css";

/** Otherwise the router takes every class for a part of "All items". */
const EXACT = { exact: true, includeSearch: false } as const;

interface ClassNavProps {
  readonly current: string | undefined;
  readonly query: UseQueryResult<ClassSummaryItems>;
  /** What every link carries along. */
  readonly search: Readonly<Record<string, string>>;
}

/** The classes that have items, the worst first, with how many there are. */
export function ClassNav({ current, query, search }: ClassNavProps) {
  return (
    <nav className={classes.nav} aria-label="Classes">
      <QueryState query={query} rows={8}>
        {({ items }) => {
          const present = items.filter(hasItems).sort(byHealth);
          const total = present.reduce((sum, { inService }) => sum + inService, 0);
          return (
            <ul>
              <li>
                <Link
                  to="/inventory"
                  search={search as never}
                  activeOptions={EXACT}
                  className={classes.classLink}
                  aria-current={current === undefined ? "page" : undefined}
                >
                  <span />
                  All items
                  <span className={classes.count}>{total.toLocaleString("en-GB")}</span>
                </Link>
              </li>
              {present.map((summary) => (
                <ClassRow key={summary.ciClass.name} summary={summary} current={current} search={search} />
              ))}
            </ul>
          );
        }}
      </QueryState>
    </nav>
  );
}

interface ClassRowProps {
  readonly summary: ClassSummary;
  readonly current: string | undefined;
  readonly search: Readonly<Record<string, string>>;
}

function ClassRow({ summary, current, search }: ClassRowProps) {
  const { ciClass, inService, worstHealth } = summary;
  const state = stateOf(worstHealth);
  return (
    <li>
      <Link
        to={`/inventory/${ciClass.name}`}
        search={search as never}
        activeOptions={EXACT}
        className={classes.classLink}
        aria-current={current === ciClass.name ? "page" : undefined}
      >
        <StateMark state={state} size={14} label={`Worst: ${STATE_WORDS[state]}`} />
        <span className={classes.className}>{ciClass.plural}</span>
        <span className={classes.count}>{inService.toLocaleString("en-GB")}</span>
      </Link>
    </li>
  );
}

function hasItems({ inService, intended, missing, retired }: ClassSummary): boolean {
  return inService + intended + missing + retired > 0;
}

function byHealth(a: ClassSummary, b: ClassSummary): number {
  const rank = ({ worstHealth }: ClassSummary) => STATES_WORST_FIRST.indexOf(stateOf(worstHealth));
  return rank(a) - rank(b);
}
