import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { money, percent, ServiceStatePill, serviceMark, serviceQuery, serviceSource } from "../../entities/service";
import { useCan } from "../../entities/session";
import { EditServiceDialog } from "../../features/edit-service/EditServiceDialog";
import { SavedSearches } from "../../features/keep-search/SavedSearches";
import type { Service } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { ListView, PanelFacts, PanelHead, PanelSection, type SavedView } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { ButtonLink, Empty, FullPage, PageHeader, QueryState, StateMark } from "../../shared/ui";
import { COLUMNS } from "./columns";

const VIEWS: readonly SavedView[] = [
  { id: "all", label: "All", q: "" },
  { id: "bad", label: "Not up", q: "state:down,degraded,unknown" },
  { id: "business", label: "Business", q: "class:business_service" },
  { id: "technical", label: "Technical", q: "class:technical_service" },
];

/** What people are promised: how it is, why, and how well the promise was kept. */
export default function ServicesPage() {
  const mayWrite = useCan("ci:write");
  const [making, setMaking] = useState(false);
  const make = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      New service
    </Button>
  );
  return (
    <FullPage>
      <PageHeader
        title="Services"
        actions={
          <>
            <ButtonLink to="/service-proposals">Suggested</ButtonLink>
            <ButtonLink to="/signatures">Signatures</ButtonLink>
            {mayWrite && make}
          </>
        }
      />
      <ListView
        label="Services"
        source={serviceSource}
        columns={COLUMNS}
        defaultSort="state,name"
        views={VIEWS}
        placeholder="Filter: state:down, owner~shop, criticality:critical, words"
        pathOf={(service) => `/services/${service.id}`}
        panel={(id) => <ServicePanel id={id} />}
        panelLabel="Service"
        nothing={(view) => <Nothing view={view} />}
        saved={(state) => <SavedSearches state={state} />}
      />
      {making && <EditServiceDialog onClose={() => setMaking(false)} />}
    </FullPage>
  );
}

function Nothing({ view }: { readonly view: SavedView }) {
  return view.id === "bad" ? (
    <Empty kind="all-good" title="Every service is up" />
  ) : (
    <Empty kind="not-set-up" title="Nobody has described a service yet">
      Say of what it is made: its state, its availability and what a failure costs follow from that.
    </Empty>
  );
}

function ServicePanel({ id }: { readonly id: string }) {
  const query = useQuery(serviceQuery(id));
  return (
    <QueryState query={query} rows={8}>
      {(service) => <Details service={service} />}
    </QueryState>
  );
}

function Details({ service }: { readonly service: Service }) {
  return (
    <>
      <PanelHead
        mark={<StateMark state={serviceMark(service.state)} size={18} />}
        title={service.name}
        about={service.ciClass.replaceAll("_", " ")}
      />
      <PanelSection title="How it is">
        <p>
          <ServiceStatePill state={service.state} /> {service.why}
        </p>
      </PanelSection>
      <PanelFacts
        facts={[
          ["Since", service.since ? <Timestamp key="since" at={service.since} show="both" /> : NO_VALUE],
          ["Owner", service.owner ?? NO_VALUE],
          ["Parts", String(service.parts.length)],
          ["Promised", service.availabilityTarget ? percent(service.availabilityTarget / 100) : NO_VALUE],
          ["At stake an hour", money(service.valuePerHour, service.currency)],
        ]}
      />
      <ButtonLink to={`/services/${service.id}`}>Open service</ButtonLink>
    </>
  );
}
