import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { MetricTabs } from "../../entities/metric";
import { Empty, Fact, PageBody, PageHeader, QueryState, Segments } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { DestinationsCard } from "./DestinationsCard";
import classes from "./explore.module.css";
import { PoolCard } from "./PoolCard";
import { countsOf, poolsOf, type Targets, targetsQuery } from "./targets";

/** What is scraped: each target's health, what was wrong last, when it was asked and how long it took; and who is written to. */
export default function TargetsPage() {
  const query = useQuery(targetsQuery);
  return (
    <>
      <PageHeader
        title="Targets"
        facts={
          query.data && (
            <>
              <Fact label="Targets">{query.data.active.length.toLocaleString("en-GB")}</Fact>
              <Fact label="Down">{countsOf(query.data.active).down}</Fact>
            </>
          )
        }
      >
        <MetricTabs current="/explore/targets" />
      </PageHeader>
      <PageBody>
        <QueryState query={query} rows={8}>
          {(targets) =>
            targets.active.length === 0 ? (
              <Empty kind="not-set-up" title="Nothing is scraped">
                <code>scrape.prometheusFile</code> names a prometheus.yml, whose scrape_configs are then scraped.
              </Empty>
            ) : (
              <Pools targets={targets} />
            )
          }
        </QueryState>
        <DestinationsCard />
      </PageBody>
    </>
  );
}

function Pools({ targets }: { readonly targets: Targets }) {
  const [{ q, view }, setUrl] = useUrlState({ q: "", view: "" });
  const counts = countsOf(targets.active);
  const pools = poolsOf(targets, q.trim(), view);
  return (
    <>
      <div className={classes.filter}>
        <Segments
          label="Health"
          current={view}
          onPick={(id) => setUrl({ view: id })}
          choices={[
            { id: "", label: "All", count: targets.active.length },
            { id: "down", label: "Down", count: counts.down },
            { id: "unknown", label: "Not yet", count: counts.unknown },
            { id: "up", label: "Up", count: counts.up },
          ]}
        />
        <TextInput
          className={classes.words ?? ""}
          size="xs"
          aria-label="Filter targets"
          placeholder="Filter: words, instance=db-1, refused"
          leftSection={<IconSearch size={14} />}
          value={q}
          onChange={(event) => setUrl({ q: event.currentTarget.value })}
        />
      </div>
      {pools.length === 0 && (
        <Empty kind="no-match" title="Nothing matches">
          No target matches the filter.
        </Empty>
      )}
      {pools.map((pool) => (
        <PoolCard key={pool.name} pool={pool} />
      ))}
    </>
  );
}
