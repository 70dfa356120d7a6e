import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import {
  asOfSearch,
  ciClassesAtQuery,
  ciClassQuery,
  ciSourceAt,
  cisQuery,
  type EstateTime,
  estateTimeOf,
  InventoryTabs,
} from "../../entities/ci";
import { useCan } from "../../entities/session";
import { BulkEditButton, EDITED_MAX } from "../../features/bulk-edit/BulkEditButton";
import { ExportMenu } from "../../features/export-items/ExportMenu";
import { SavedSearches } from "../../features/keep-search/SavedSearches";
import type { ClassSummary } from "../../shared/api";
import { ListView, type SavedView } from "../../shared/table";
import { ButtonLink, Empty, FullPage, PageHeader } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { CiPanel } from "./CiPanel";
import { ClassNav } from "./ClassNav";
import { columnsOf, pastColumnsOf } from "./columns";
import { EstateTimeBar } from "./EstateTimeBar";
import classes from "./inventory.module.css";

/** Why nothing can be changed while the list shows the past. */
const PAST = "The past cannot be changed";

/** What exists, or existed at an instant: the classes with their counts, and the items of one or of all. */
export default function InventoryPage() {
  const { ciClass: name } = useParams({ strict: false }) as { ciClass?: string };
  const [url, setUrl] = useUrlState({ at: "", known: "", sel: "" });
  const time = useMemo(() => estateTimeOf(url.at, url.known), [url.at, url.known]);
  const source = useMemo(() => ciSourceAt(time), [time]);
  const past = time.at !== "";
  const search = asOfSearch(time);
  const query = useQuery(ciClassesAtQuery(time));
  const summaries = query.data?.items;
  const present = summaries?.find((summary) => summary.ciClass.name === name)?.ciClass;
  // A class without items is no line of the summaries, and a class all the same.
  const empty = useQuery({
    ...ciClassQuery(name ?? ""),
    enabled: name !== undefined && summaries !== undefined && !present,
  });
  const ciClass = present ?? empty.data?.ciClass;
  const columns = useMemo(
    () => (past ? pastColumnsOf : columnsOf)(ciClass, summaries?.map((summary) => summary.ciClass) ?? []),
    [ciClass, summaries, past],
  );
  const views = useViews(name, summaries, time);
  const title = ciClass?.plural ?? "Inventory";
  const mayWrite = useCan("ci:write");
  return (
    <FullPage>
      <PageHeader
        title={title}
        actions={
          <>
            {name !== undefined && <ButtonLink to={`/classes/${name}`}>Its class</ButtonLink>}
            {mayWrite && <ImportButton past={past} />}
          </>
        }
        {...(ciClass?.description ? { facts: <p className="muted">{ciClass.description}</p> } : {})}
      >
        <InventoryTabs current="/inventory" />
      </PageHeader>
      <EstateTimeBar time={time} onChange={(change) => setUrl({ ...change, sel: "" })} />
      <div className={classes.split}>
        <ClassNav current={name} query={query} search={search} />
        {name !== undefined && empty.isError ? (
          <Empty kind="no-match" title={`There is no class "${name}"`}>
            Choose one of the classes beside.
          </Empty>
        ) : (
          <ListView
            key={name ?? ""}
            label={title}
            source={source}
            columns={columns}
            defaultSort="health,class,name"
            views={views}
            placeholder="Filter: name~db, health:critical, attributes.version, words"
            pathOf={(item) => (past ? `/ci/${item.id}/history` : `/ci/${item.id}`)}
            pathSearch={search}
            panel={(id) => <CiPanel id={id} time={time} />}
            panelLabel="Item"
            nothing={(view) => (past ? <NothingThen title={title} /> : <Nothing view={view} title={title} />)}
            saved={(state) => <SavedSearches state={state} pageOf={pageOf} kept={search} />}
            actions={(state) => <ExportMenu state={state} time={time} />}
            bulk={
              mayWrite
                ? (selection) => <BulkEditButton selection={selection} hindrance={past ? PAST : undefined} />
                : undefined
            }
            bulkMax={mayWrite && !past ? EDITED_MAX : undefined}
          />
        )}
      </div>
    </FullPage>
  );
}

function ImportButton({ past }: { readonly past: boolean }) {
  const icon = <IconFileImport size={15} />;
  return past ? (
    <Button variant="default" leftSection={icon} disabled title={PAST}>
      Import
    </Button>
  ) : (
    <ButtonLink to="/inventory/import" leftSection={icon}>
      Import
    </ButtonLink>
  );
}

/** A filter that begins with a class is looked at on the page of that class, with its columns. */
function pageOf(q: string) {
  const name = /^class:(\w+)(?: |$)/.exec(q)?.[1];
  return { to: name === undefined ? "/inventory" : `/inventory/${name}`, views: viewsOf(name) };
}

function viewsOf(name: string | undefined): readonly SavedView[] {
  const ofClass = name === undefined ? "" : `class:${name} `;
  return [
    { id: "present", label: "In service", q: `${ofClass}lifecycle:in_service` },
    { id: "unhealthy", label: "Unhealthy", q: `${ofClass}-health:ok -lifecycle:retired` },
    { id: "intended", label: "Intended", q: `${ofClass}lifecycle:intended` },
    { id: "missing", label: "Missing", q: `${ofClass}lifecycle:missing` },
    { id: "all", label: "All", q: ofClass.trim() },
  ];
}

/**
 * The views with their counts: what is broken may be missing, and then no row of the first view says so. The past has no
 * health.
 */
function useViews(
  name: string | undefined,
  summaries: readonly ClassSummary[] | undefined,
  { at }: EstateTime,
): readonly SavedView[] {
  const views = viewsOf(name).filter(({ id }) => at === "" || id !== "unhealthy");
  const bad = views.find(({ id }) => id === "unhealthy")?.q;
  const unhealthy = useQuery({ ...cisQuery(bad ?? "", "name", 1), enabled: bad !== undefined }).data?.total;
  const present = summaries?.filter(({ ciClass }) => name === undefined || ciClass.name === name);
  const sum = (count: "inService" | "intended" | "missing") =>
    present?.reduce((total, summary) => total + summary[count], 0);
  const counts: Readonly<Record<string, number | undefined>> = {
    present: sum("inService"),
    unhealthy,
    intended: sum("intended"),
    missing: sum("missing"),
  };
  return views.map((view) => ({ ...view, count: counts[view.id] }));
}

function NothingThen({ title }: { readonly title: string }) {
  return (
    <Empty kind="no-match" title={`No ${title.toLowerCase()} then`}>
      Nobody knew of any at that instant, or not like this.
    </Empty>
  );
}

function Nothing({ view, title }: { readonly view: SavedView; readonly title: string }) {
  switch (view.id) {
    case "unhealthy":
      return (
        <Empty kind="all-good" title="All healthy">
          No alert is open on any of them.
        </Empty>
      );
    case "missing":
      return (
        <Empty kind="all-good" title="Nothing is missing">
          The last discovery found everything that it had found before.
        </Empty>
      );
    default:
      return (
        <Empty kind="not-set-up" title={`No ${title.toLowerCase()} yet`}>
          Discovery runs soon after the start and then on a schedule; what it finds stands here.
        </Empty>
      );
  }
}
