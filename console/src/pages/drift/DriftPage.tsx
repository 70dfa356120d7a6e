import { IconFileImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { CiLink, InventoryTabs } from "../../entities/ci";
import { DriftState, driftQuery, driftSource, driftSumsQuery, fieldWords, kindWord } from "../../entities/drift";
import { useCan } from "../../entities/session";
import { DriftActions } from "../../features/decide-drift/DriftActions";
import { SavedSearches } from "../../features/keep-search/SavedSearches";
import type { Drift } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { ListView, PanelFacts, PanelHead, PanelSection, type SavedView } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, Empty, Fact, FullPage, PageHeader, QueryState } from "../../shared/ui";
import { COLUMNS } from "./columns";
import { SumsTab } from "./SumsTab";

// Loaded when it is opened.
const SourcesTab = lazy(() => import("./SourcesTab"));

const PARTS: readonly { readonly id: string; readonly to: string; readonly label: string }[] = [
  { id: "list", to: "/drift", label: "Drift" },
  { id: "sums", to: "/drift/sums", label: "By class and site" },
  { id: "sources", to: "/drift/sources", label: "Sources of intent" },
];

/** What should be beside what is: where they differ, and who says what should be. */
export default function DriftPage() {
  const { tab } = useParams({ strict: false }) as { tab?: string };
  const current = PARTS.find(({ id }) => id === tab) ?? PARTS[0];
  const mayWrite = useCan("ci:write");
  const latest = useQuery(driftSumsQuery).data?.latest;
  return (
    <FullPage>
      <PageHeader
        title={current?.label ?? "Drift"}
        actions={
          <>
            {PARTS.filter(({ id }) => id !== current?.id).map(({ to, label }) => (
              <ButtonLink key={to} to={to}>
                {label}
              </ButtonLink>
            ))}
            {mayWrite && (
              <ButtonLink to="/inventory/import" variant="filled" leftSection={<IconFileImport size={15} />}>
                Import intent
              </ButtonLink>
            )}
          </>
        }
        facts={
          latest && (
            <>
              <Fact label="Compared">
                <Timestamp at={latest.at} />
              </Fact>
              <Fact label="Items">{latest.items.toLocaleString("en-GB")}</Fact>
            </>
          )
        }
      >
        <InventoryTabs current="/drift" />
      </PageHeader>
      {current?.id === "list" && <DriftList />}
      {current?.id === "sums" && <SumsTab />}
      {current?.id === "sources" && (
        <Suspense fallback={null}>
          <SourcesTab />
        </Suspense>
      )}
    </FullPage>
  );
}

function DriftList() {
  const sums = useQuery(driftSumsQuery).data?.sums;
  const sum = (of: "open" | "accepted" | "ignored") => sums?.reduce((total, each) => total + each[of], 0);
  const views: readonly SavedView[] = [
    { id: "open", label: "Open", q: "state:open", count: sum("open") },
    { id: "missing", label: "Missing", q: "state:open kind:missing" },
    { id: "unintended", label: "Unintended", q: "state:open kind:unintended" },
    { id: "accepted", label: "Accepted", q: "state:accepted", count: sum("accepted") },
    { id: "ignored", label: "Ignored", q: "state:ignored", count: sum("ignored") },
    { id: "all", label: "All", q: "" },
  ];
  return (
    <ListView
      label="Drift"
      source={driftSource}
      columns={COLUMNS}
      defaultSort="-since,kind,name"
      views={views}
      placeholder="Filter: kind:differs, class:server, site:harbour, words"
      pathOf={(drift) => `/ci/${drift.ciId}/drift`}
      panel={(id) => <DriftPanel id={id} />}
      panelLabel="Drift"
      nothing={(view) => <Nothing view={view} />}
      saved={(state) => <SavedSearches state={state} />}
    />
  );
}

function Nothing({ view }: { readonly view: SavedView }) {
  return view.id === "accepted" || view.id === "ignored" ? (
    <Empty kind="no-match" title="Nothing was decided so" />
  ) : (
    <Empty kind="all-good" title="What is seen is as intended">
      Where no source of intent says anything, nothing can drift.
    </Empty>
  );
}

function DriftPanel({ id }: { readonly id: string }) {
  const query = useQuery(driftQuery(id));
  return (
    <QueryState query={query} rows={8}>
      {(drift) => (drift ? <DriftDetails drift={drift} /> : <Empty kind="all-good" title="It drifts no more" />)}
    </QueryState>
  );
}

function DriftDetails({ drift }: { readonly drift: Drift }) {
  const mayWrite = useCan("ci:write");
  const { intended, observed, intendedBy, observedBy, decision } = drift;
  return (
    <>
      <PanelHead
        mark={null}
        title={`${kindWord(drift.kind)} ${fieldWords(drift)}`}
        about={drift.ciClass.replaceAll("_", " ")}
      />
      <PanelSection title="Facts">
        <PanelFacts
          facts={[
            ["Item", <CiLink key="item" id={drift.ciId} name={drift.ciName} />],
            ["Site", drift.siteId ? <CiLink key="site" id={drift.siteId} name={drift.site ?? ""} /> : NO_VALUE],
            ["Intended", intended ?? "nothing"],
            ["says", intendedBy.join(", ") || NO_VALUE],
            ["Seen", observed ?? "nothing"],
            ["by", observedBy.join(", ") || NO_VALUE],
            ["Since", <Timestamp key="since" at={drift.since} show="both" />],
            ["State", <DriftState key="state" drift={drift} />],
            ...(decision ? ([["Reason", decision.reason]] as const) : []),
          ]}
        />
      </PanelSection>
      {mayWrite && (
        <PanelSection title="Decide">
          <DriftActions drift={drift} />
        </PanelSection>
      )}
    </>
  );
}
