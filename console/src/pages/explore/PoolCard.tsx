import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { EXPLORER, exploreSearch } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";
import { useHeld } from "../../shared/table/useHeld";
import { Timestamp } from "../../shared/time";
import { Card, type SimpleColumn, SimpleTable, StatePill } from "../../shared/ui";
import classes from "./explore.module.css";
import { HEALTHS, type Pool, secondsOf, type Target } from "./targets";

/** A pool of a thousand targets is mostly healthy: what is down stands first, the rest is asked for. */
const SHOWN_FIRST = 25;

/** The targets of one job. */
export function PoolCard({ pool }: { readonly pool: Pool }) {
  const { held, ...touching } = useHeld(pool);
  const [all, setAll] = useState(false);
  const shown = all ? held.targets : held.targets.slice(0, SHOWN_FIRST);
  const rest = held.targets.length - shown.length;
  return (
    <div {...touching}>
      <Card title={held.name} about={aboutOf(held)} flush>
        <SimpleTable
          label={`Targets of ${held.name}`}
          rows={shown}
          columns={COLUMNS}
          keyOf={({ scrapeUrl, labels }) => `${scrapeUrl} ${JSON.stringify(labels)}`}
          after={(target) =>
            target.lastError === "" ? undefined : <p className={classes.error}>{target.lastError}</p>
          }
        />
        {rest > 0 && (
          <div className={classes.more}>
            <Button variant="subtle" onClick={() => setAll(true)}>
              Show {rest.toLocaleString("en-GB")} more
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}

function aboutOf({ up, targets, dropped }: Pool): string {
  const left = dropped === 0 ? "" : ` · ${dropped.toLocaleString("en-GB")} left out by relabelling`;
  return `${up.toLocaleString("en-GB")} up, ${targets.length.toLocaleString("en-GB")} shown${left}`;
}

const COLUMNS: readonly SimpleColumn<Target>[] = [
  { header: "State", width: "104px", cell: ({ health }) => <StatePill {...HEALTHS[health]} /> },
  { header: "Target", cell: (target) => <TargetWords target={target} /> },
  { header: "Last scrape", width: "110px", align: "end", cell: ({ lastScrape }) => <Scraped at={lastScrape} /> },
  {
    header: "Took",
    width: "84px",
    align: "end",
    cell: ({ lastScrape, lastScrapeDuration }) => (isNever(lastScrape) ? "–" : formatValue(lastScrapeDuration, "s")),
  },
  {
    header: "Every",
    width: "72px",
    align: "end",
    cell: ({ scrapeInterval }) => formatValue(secondsOf(scrapeInterval), "s"),
  },
];

function TargetWords({ target }: { readonly target: Target }) {
  const { job = "", instance = "" } = target.labels;
  const up = `up{job=${JSON.stringify(job)}, instance=${JSON.stringify(instance)}}`;
  return (
    <>
      <Link to={EXPLORER} search={exploreSearch([up]) as never} className="mono" title="Its up in the explorer">
        {target.scrapeUrl}
      </Link>
      <details className={classes.details}>
        <summary>{labelText(target.labels)}</summary>
        <p>As discovered, before relabelling: {labelText(target.discoveredLabels)}</p>
      </details>
    </>
  );
}

function labelText(labels: Target["labels"]): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

function Scraped({ at }: { readonly at: string }) {
  return isNever(at) ? "never" : <Timestamp at={at} />;
}

/** Prometheus writes the year 1 for never. */
function isNever(at: string): boolean {
  return at.startsWith("0001-");
}
