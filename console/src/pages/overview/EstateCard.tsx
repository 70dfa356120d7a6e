import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { CiLink, ciClassesQuery, cisQuery } from "../../entities/ci";
import type { ClassSummary, ConfigurationItem } from "../../shared/api";
import { Card, Empty, QueryState, STATE_WORDS, STATES_WORST_FIRST, StateMark, stateOf } from "../../shared/ui";
import classes from "./overview.module.css";

const UNHEALTHY_MAX = 100;
const NAMED_MAX = 5;

/** Every class with what is unhealthy in it, the worst first; healthy classes are folded into one line. */
export function EstateCard() {
  const summaries = useQuery(ciClassesQuery);
  const unhealthy = useQuery(cisQuery("-health:ok -lifecycle:retired", "health,name", UNHEALTHY_MAX));
  return (
    <Card title="Health of the estate" about={<Total summaries={summaries.data?.items} />} flush>
      <QueryState query={summaries} rows={5}>
        {({ items }) => {
          const present = items.filter(({ inService, missing }) => inService + missing > 0);
          return present.length === 0 ? (
            <Empty kind="not-set-up" title="Nothing is known yet">
              Discovery runs within seconds of the start and shows here what it finds.
            </Empty>
          ) : (
            <Classes summaries={present} unhealthy={unhealthy.data?.items ?? []} />
          );
        }}
      </QueryState>
    </Card>
  );
}

function Total({ summaries }: { readonly summaries: readonly ClassSummary[] | undefined }) {
  const total = summaries?.reduce((sum, { inService }) => sum + inService, 0);
  return total === undefined ? null : `${total.toLocaleString("en-GB")} items in service`;
}

interface ClassesProps {
  readonly summaries: readonly ClassSummary[];
  readonly unhealthy: readonly ConfigurationItem[];
}

function Classes({ summaries, unhealthy }: ClassesProps) {
  const [open, setOpen] = useState(false);
  const rank = ({ worstHealth }: ClassSummary) => STATES_WORST_FIRST.indexOf(stateOf(worstHealth));
  const sorted = [...summaries].sort((a, b) => rank(a) - rank(b));
  const bad = sorted.filter(({ worstHealth, missing }) => worstHealth !== "ok" || missing > 0);
  const good = sorted.filter((summary) => !bad.includes(summary));
  const goodItems = good.reduce((sum, { inService }) => sum + inService, 0);
  return (
    <ul>
      {bad.map((summary) => (
        <ClassRow
          key={summary.ciClass.name}
          summary={summary}
          items={unhealthy.filter((item) => item.ciClass === summary.ciClass.name)}
        />
      ))}
      <li className={classes.folded}>
        <StateMark state="ok" />
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open
            ? "Fold the healthy classes"
            : `${bad.length > 0 ? "+" : ""}${goodItems.toLocaleString("en-GB")} healthy in ${good.length} classes`}
        </button>
      </li>
      {open && good.map((summary) => <ClassRow key={summary.ciClass.name} summary={summary} items={[]} />)}
    </ul>
  );
}

function ClassRow({
  summary,
  items,
}: {
  readonly summary: ClassSummary;
  readonly items: readonly ConfigurationItem[];
}) {
  const { ciClass, inService, missing, worstHealth } = summary;
  const state = stateOf(worstHealth);
  return (
    <li className={classes.class}>
      <StateMark state={state} label={STATE_WORDS[state]} />
      <div className={classes.words}>
        <Link to={`/inventory/${ciClass.name}`} className={classes.title}>
          {ciClass.plural}
        </Link>
        {items.slice(0, NAMED_MAX).map((item) => (
          <div key={item.id} className={classes.about}>
            <CiLink id={item.id} name={item.name} health={item.health} /> {item.healthReason}
          </div>
        ))}
        {items.length > NAMED_MAX && <p className={classes.about}>and {items.length - NAMED_MAX} more</p>}
      </div>
      <span className={classes.count}>
        {inService.toLocaleString("en-GB")}
        {missing > 0 && <span className={classes.missing}> {missing} missing</span>}
      </span>
    </li>
  );
}
