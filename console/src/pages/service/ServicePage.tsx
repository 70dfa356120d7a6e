import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { healthWords, money, SERVICE_WORDS, serviceMark, serviceQuery } from "../../entities/service";
import { useCan } from "../../entities/session";
import { EditServiceDialog } from "../../features/edit-service/EditServiceDialog";
import { WithdrawServiceDialog } from "../../features/edit-service/WithdrawServiceDialog";
import type { Service } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import {
  type Answer,
  AnswerStrip,
  ButtonLink,
  Card,
  Fact,
  PageBody,
  PageHeader,
  QueryState,
  StateBadge,
} from "../../shared/ui";
import { useSetCrumb } from "../../shared/ui/crumb";
import { AvailabilityCard } from "./AvailabilityCard";
import { PartsCard } from "./PartsCard";

/** One service: how it is and why, of what it is made, and how well the promise was kept. */
export default function ServicePage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(serviceQuery(id));
  useSetCrumb(query.data?.name);
  if (query.data) return <ServiceView service={query.data} />;
  return (
    <>
      <PageHeader title="Service" />
      <QueryState query={query} rows={10}>
        {() => null}
      </QueryState>
    </>
  );
}

function ServiceView({ service }: { readonly service: Service }) {
  const mayWrite = useCan("ci:write");
  const [dialog, setDialog] = useState<"edit" | "withdraw">();
  const close = () => setDialog(undefined);
  return (
    <>
      <PageHeader
        before={
          <>
            <StateBadge state={serviceMark(service.state)} word={SERVICE_WORDS[service.state]} />
            <span className="muted">{service.ciClass.replaceAll("_", " ")}</span>
          </>
        }
        title={service.name}
        actions={
          <>
            <ButtonLink to={`/ci/${service.id}`}>Item</ButtonLink>
            {mayWrite && (
              <>
                <Button variant="default" onClick={() => setDialog("withdraw")}>
                  Withdraw
                </Button>
                <Button leftSection={<IconPencil size={15} />} onClick={() => setDialog("edit")}>
                  Describe
                </Button>
              </>
            )}
          </>
        }
        facts={<Facts service={service} />}
      />
      <PageBody aside={<PromiseCard service={service} />}>
        <AnswerStrip answers={answersOf(service)} />
        <PartsCard service={service} />
        <AvailabilityCard service={service} />
      </PageBody>
      {dialog === "edit" && <EditServiceDialog service={service} onClose={close} />}
      {dialog === "withdraw" && <WithdrawServiceDialog service={service} onClose={close} />}
    </>
  );
}

function Facts({ service }: { readonly service: Service }) {
  return (
    <>
      <Fact label="Owner">{service.owner ?? NO_VALUE}</Fact>
      <Fact label="Support group">{service.supportGroup ?? NO_VALUE}</Fact>
      <Fact label="Criticality">{service.criticality ?? NO_VALUE}</Fact>
      {service.since && (
        <Fact label="Since">
          <Timestamp at={service.since} show="both" />
        </Fact>
      )}
    </>
  );
}

function answersOf(service: Service): readonly Answer[] {
  return [
    {
      title: "How it is",
      children: service.why ?? <strong>Everything that it is made of works.</strong>,
    },
    {
      title: "How much of it works",
      children: <strong>{healthWords(service.healthPercent)}</strong>,
      about: "by the weights of its parts",
    },
    {
      title: "What is at stake",
      children: (
        <strong>
          {service.valuePerHour
            ? `${money(service.valuePerHour, service.currency)} for each hour that it is down`
            : "Nobody said"}
        </strong>
      ),
    },
  ];
}

function PromiseCard({ service }: { readonly service: Service }) {
  const lines: readonly (readonly [string, string])[] = [
    ["Outcome", service.outcome ?? NO_VALUE],
    ["Hours", service.calendar ?? "always"],
    ["Availability", service.availabilityTarget ? `${service.availabilityTarget} %` : NO_VALUE],
    ["About", service.description ?? NO_VALUE],
  ];
  return (
    <Card title="What is promised">
      <dl>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt className="muted">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {service.calendarProblem && <p style={{ color: "var(--warning-text)" }}>Hours: {service.calendarProblem}.</p>}
    </Card>
  );
}
