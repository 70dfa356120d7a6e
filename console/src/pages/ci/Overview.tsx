import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AlertTable } from "../../entities/alert";
import { Telemetry, type TelemetryChart, useChangeMarks } from "../../entities/ci";
import type { AlertPage, ClassSummary, ConfigurationItem, RelatedItemItems } from "../../shared/api";
import type { Zoom } from "../../shared/chart";
import { Card, Columns, QueryState } from "../../shared/ui";
import { AttachmentsCard } from "./AttachmentsCard";
import { AttestationCard } from "./AttestationCard";
import { AttributesCard } from "./AttributesCard";
import { ChangesCard } from "./ChangesCard";
import { CiAnswers } from "./CiAnswers";
import { EditButton } from "./EditButton";
import { FileSystemsCard } from "./FileSystemsCard";
import { InterfacesCard } from "./InterfacesCard";
import { NeighboursCard } from "./NeighboursCard";
import { ServicesCard } from "./ServicesCard";

interface OverviewProps {
  readonly ci: ConfigurationItem;
  readonly ciClasses: readonly ClassSummary[] | undefined;
  readonly relations: UseQueryResult<RelatedItemItems>;
  readonly alerts: UseQueryResult<AlertPage>;
  readonly charts: readonly TelemetryChart[];
  readonly zoom: Zoom;
}

const KEY_CHARTS = 4;

const classOf = (ci: ConfigurationItem, ciClasses: readonly ClassSummary[] | undefined) =>
  ciClasses?.find(({ ciClass }) => ciClass.name === ci.ciClass)?.ciClass;

/** The answers, what is wrong, the key curves, and what the item consists of. */
export function Overview({ ci, ciClasses, relations, alerts, charts, zoom }: OverviewProps) {
  const marks = useChangeMarks(ci);
  const open = alerts.data?.items ?? [];
  return (
    <Columns
      strip={<CiAnswers ci={ci} alerts={alerts} />}
      aside={
        <>
          <AttributesCard
            ci={ci}
            ciClasses={ciClasses}
            actions={<EditButton ci={ci} ciClass={classOf(ci, ciClasses)} />}
          />
          <AttestationCard ci={ci} ciClass={classOf(ci, ciClasses)} />
          <AttachmentsCard ci={ci} />
          <ChangesCard ci={ci} ciClasses={ciClasses} />
        </>
      }
    >
      {open.length > 0 && (
        <Card title="Open alerts" flush>
          <AlertTable alerts={open} />
        </Card>
      )}
      {charts.length > 0 && <Telemetry charts={charts.slice(0, KEY_CHARTS)} zoom={zoom} marks={marks} height={120} />}
      {charts.length > KEY_CHARTS && (
        <p className="small">
          <Link to={`/ci/${ci.id}/telemetry`}>All {charts.length} charts</Link>
        </p>
      )}
      <QueryState query={relations} rows={6}>
        {({ items }) => (
          <>
            <FileSystemsCard ci={ci} related={items} />
            <ServicesCard ci={ci} related={items} />
            <InterfacesCard related={items} />
            <NeighboursCard ci={ci} related={items} ciClasses={ciClasses} />
          </>
        )}
      </QueryState>
    </Columns>
  );
}
