import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { CiLinks, ciClassesQuery, cisQuery, InventoryTabs } from "../../entities/ci";
import type { CiClass, ClassSummary } from "../../shared/api";
import { useNow } from "../../shared/time";
import { Card, Empty, PageBody, PageHeader, QueryState, SimpleTable, StateWord, UsageBar } from "../../shared/ui";
import { type Completeness, type Finding, qualityOf } from "./quality";
import classes from "./quality.module.css";

/** How well what exists is known: what is filled, what is stale, for what nobody answers. */
export default function QualityPage() {
  const { ciClass: name } = useParams({ strict: false }) as { ciClass?: string };
  const query = useQuery(ciClassesQuery);
  return (
    <>
      <PageHeader title="Quality">
        <InventoryTabs current="/quality" />
      </PageHeader>
      <QueryState query={query} rows={8}>
        {({ items }) => <Chosen summaries={items} name={name} />}
      </QueryState>
    </>
  );
}

function Chosen({
  summaries,
  name,
}: {
  readonly summaries: readonly ClassSummary[];
  readonly name: string | undefined;
}) {
  const navigate = useNavigate();
  const sorted = [...summaries].sort((a, b) => a.ciClass.plural.localeCompare(b.ciClass.plural));
  // Of servers people ask first; without any, of what there is most.
  const [most] = [...summaries].sort((a, b) => b.inService - a.inService);
  const chosen =
    summaries.find(({ ciClass }) => ciClass.name === (name ?? "server")) ?? (name === undefined ? most : undefined);
  if (!chosen) {
    return (
      <Empty
        kind="not-set-up"
        title={name === undefined ? "Nothing is known yet" : `No item of class "${name}" is known`}
      />
    );
  }
  return (
    <PageBody>
      <div className={classes.tools}>
        <NativeSelect
          aria-label="Class"
          value={chosen.ciClass.name}
          data={sorted.map(({ ciClass }) => ({ value: ciClass.name, label: ciClass.plural }))}
          onChange={(event) => void navigate({ to: `/quality/${event.currentTarget.value}` })}
        />
      </div>
      <ClassQuality key={chosen.ciClass.name} ciClass={chosen.ciClass} />
    </PageBody>
  );
}

/** The API hands out that many at once; of a larger class the latest seen ones are looked at, which the page says. */
const LOOKED_AT = 500;
const HOUR_MILLIS = 3_600_000;

function ClassQuality({ ciClass }: { readonly ciClass: CiClass }) {
  const query = useQuery(cisQuery(`class:${ciClass.name} -lifecycle:retired`, "-lastSeen", LOOKED_AT));
  const now = useNow(HOUR_MILLIS);
  const quality = useMemo(() => qualityOf(query.data?.items ?? [], ciClass, now), [query.data, ciClass, now]);
  return (
    <QueryState query={query} rows={8}>
      {({ items, total }) => (
        <>
          <p>
            <strong>
              {quality.score === undefined
                ? "Nothing is required or expected of this class."
                : `${Math.floor(100 * quality.score)} % of what is required or expected is known.`}
            </strong>{" "}
            <span className="muted">
              {items.length < total
                ? `Of the ${items.length} of ${total.toLocaleString("en-GB")} that were seen last`
                : `Of all ${total.toLocaleString("en-GB")}`}
            </span>
          </p>
          <Card title="Rules" flush>
            <SimpleTable<Finding>
              label="Rules"
              rows={quality.findings}
              keyOf={({ id }) => id}
              columns={[
                { header: "State", width: "110px", cell: stateCell },
                { header: "Rule", width: "24%", cell: ({ title }) => <strong className="strong">{title}</strong> },
                { header: "Items", width: "8%", align: "end", cell: (one) => one.items.length.toLocaleString("en-GB") },
                { header: "Which", cell: (one) => <Some items={one.items} /> },
                { header: "Why", width: "26%", cell: ({ why }) => <span className="muted">{why}</span> },
              ]}
            />
          </Card>
          <Card title="Completeness" about="What is required or expected first, the emptiest first" flush>
            <SimpleTable<Completeness>
              label="Completeness"
              rows={quality.completeness}
              keyOf={({ attribute }) => attribute.name}
              columns={[
                { header: "Attribute", width: "22%", cell: ({ attribute }) => attribute.label },
                { header: "Wanted", width: "10%", cell: ({ wanted }) => wanted },
                {
                  header: "Known of",
                  width: "10%",
                  align: "end",
                  cell: ({ filled, share }) => percentWords(filled, share),
                },
                { header: "Share", width: "16%", cell: shareCell },
                {
                  header: "Lacking",
                  cell: ({ wanted, lacking }) => (wanted === "optional" ? null : <Some items={lacking} />),
                },
              ]}
            />
          </Card>
        </>
      )}
    </QueryState>
  );
}

function stateCell({ items }: Finding) {
  return items.length === 0 ? <StateWord state="ok" word="Kept" /> : <StateWord state="warning" word="Broken" />;
}

function percentWords(filled: number, share: number): string {
  return `${filled.toLocaleString("en-GB")} · ${Math.floor(100 * share)} %`;
}

function shareCell({ attribute, wanted, share }: Completeness) {
  return (
    <UsageBar
      ratio={share}
      state={wanted !== "optional" && share < 1 ? "warning" : "ok"}
      label={`${attribute.label} known`}
    />
  );
}

const NAMES_MAX = 5;

function Some({ items }: { readonly items: Finding["items"] }) {
  return (
    <>
      <CiLinks items={items.slice(0, NAMES_MAX)} />
      {items.length > NAMES_MAX && (
        <span className="muted"> and {(items.length - NAMES_MAX).toLocaleString("en-GB")} more</span>
      )}
    </>
  );
}
