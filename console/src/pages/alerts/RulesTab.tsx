import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { limitsOf, rulesQuery, worstOfCounts } from "../../entities/alert";
import type { RuleStatus } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, QueryState, StateMark, StatePill } from "../../shared/ui";
import { ExploreLink, PrometheusRules } from "./PrometheusRules";
import classes from "./RulesTab.module.css";

/** Every rule: whether it is at work, what it looks at, and how many alerts it has. */
export function RulesTab() {
  const query = useQuery(rulesQuery);
  return (
    <PageBody>
      <Card title="Rules of Binnacle" about="Conditions worth an alert, as data" flush>
        <QueryState query={query} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="not-set-up" title="No rule is loaded">
                Rules are YAML files; the guide tells where they lie.
              </Empty>
            ) : (
              <RuleTable rules={items} />
            )
          }
        </QueryState>
      </Card>
      <PrometheusRules />
    </PageBody>
  );
}

function RuleTable({ rules }: { readonly rules: readonly RuleStatus[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <div className={classes.scroller}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Rule</th>
            <th scope="col" className={classes.wide}>
              Limits
            </th>
            <th scope="col" className={classes.number}>
              Series
            </th>
            <th scope="col" className={classes.number}>
              Evaluated
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((status) => (
            <Fragment key={status.rule.id}>
              <tr>
                <td>
                  <RuleState status={status} />
                </td>
                <td>
                  <button
                    type="button"
                    className={classes.name}
                    aria-expanded={open === status.rule.id}
                    onClick={() => setOpen(open === status.rule.id ? undefined : status.rule.id)}
                  >
                    {status.rule.id}
                  </button>
                  <ExploreLink expr={status.rule.expr} />
                  {status.error && <div className={classes.error}>{status.error}</div>}
                </td>
                <td className={classes.wide}>
                  {limitsOf(status.rule).map((limit) => (
                    <div key={limit.words} className={classes.limit}>
                      <StateMark state={limit.state} size={13} />
                      {limit.words}
                    </div>
                  ))}
                </td>
                <td className={classes.number}>{status.series}</td>
                <td className={classes.number}>
                  {status.lastEvaluatedAt ? <Timestamp at={status.lastEvaluatedAt} /> : "never"}
                </td>
              </tr>
              {open === status.rule.id && (
                <tr>
                  <td colSpan={5}>
                    <RuleDetails status={status} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RuleState({ status }: { readonly status: RuleStatus }) {
  if (!status.rule.enabled) {
    return <StatePill state="maintenance" word="Switched off" />;
  }
  if (status.error) {
    return <StatePill state="unknown" word="Fails" />;
  }
  const { state, word } = worstOfCounts(status.alerts, status.rule);
  return <StatePill state={state} word={word} />;
}

function RuleDetails({ status }: { readonly status: RuleStatus }) {
  const { rule } = status;
  const facts: readonly (readonly [string, string])[] = [
    ["What it says", rule.description],
    ["Why it matters", rule.why],
    ["What to do", rule.whatToDo],
    ["Must hold for", words(rule.heldFor)],
    ["Must be good for", words(rule.clearFor)],
    ["Read from", rule.origin],
  ];
  return (
    <dl className={classes.details}>
      {facts
        .filter(([, text]) => text !== "")
        .map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}

/** ISO-8601 durations as the server writes them: `PT2M` → `2 min`. */
function words(duration: string): string {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(duration);
  if (!match) {
    return duration;
  }
  const [, hours, minutes, seconds] = match;
  const parts = [hours && `${hours} h`, minutes && `${minutes} min`, seconds && Number(seconds) > 0 && `${seconds} s`];
  return parts.filter(Boolean).join(" ") || "at once";
}
