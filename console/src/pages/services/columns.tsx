import { healthWords, money, percent, SERVICE_WORDS, ServiceStatePill, target } from "../../entities/service";
import type { ServiceSummary } from "../../shared/api";
import type { TableColumn } from "../../shared/table";
import { Timestamp } from "../../shared/time";

const STATE: TableColumn<ServiceSummary> = {
  id: "state",
  header: "State",
  width: "124px",
  sort: "state",
  cell: (service) => <ServiceStatePill state={service.state} />,
  text: (service) => SERVICE_WORDS[service.state],
};

const NAME: TableColumn<ServiceSummary> = {
  id: "name",
  header: "Service",
  width: "22%",
  sort: "name",
  cell: (service) => (
    <strong className="strong" title={service.name}>
      {service.name}
    </strong>
  ),
  text: (service) => service.name,
};

const WHY: TableColumn<ServiceSummary> = {
  id: "why",
  header: "Why",
  hideBelow: "medium",
  cell: (service) => <span title={service.why ?? ""}>{service.why ?? ""}</span>,
  text: (service) => service.why ?? "",
};

const HEALTH: TableColumn<ServiceSummary> = {
  id: "health",
  header: "Health",
  width: "88px",
  sort: "health",
  numeric: true,
  cell: ({ healthPercent }) => healthWords(healthPercent),
  text: ({ healthPercent }) => healthWords(healthPercent),
};

const AVAILABILITY: TableColumn<ServiceSummary> = {
  id: "availability",
  header: "30 days",
  width: "110px",
  numeric: true,
  cell: (service) =>
    target(service.availabilityRatio, service.availabilityTarget) === "broken" ? (
      <strong style={{ color: "var(--critical-text)" }} title={`${service.availabilityTarget} % are promised`}>
        {percent(service.availabilityRatio)}
      </strong>
    ) : (
      percent(service.availabilityRatio)
    ),
  text: (service) => percent(service.availabilityRatio),
};

const VALUE: TableColumn<ServiceSummary> = {
  id: "value",
  header: "At stake an hour",
  width: "138px",
  sort: "valuePerHour",
  numeric: true,
  descendingFirst: true,
  hideBelow: "medium",
  cell: (service) => money(service.valuePerHour, service.currency),
  text: (service) => money(service.valuePerHour, service.currency),
};

const OWNER: TableColumn<ServiceSummary> = {
  id: "owner",
  header: "Owner",
  width: "130px",
  sort: "owner",
  hideBelow: "wide",
  cell: (service) => service.owner ?? "",
  text: (service) => service.owner ?? "",
};

const CRITICALITY: TableColumn<ServiceSummary> = {
  id: "criticality",
  header: "Criticality",
  width: "100px",
  sort: "criticality",
  optional: true,
  cell: (service) => service.criticality ?? "",
  text: (service) => service.criticality ?? "",
};

const SINCE: TableColumn<ServiceSummary> = {
  id: "since",
  header: "Since",
  width: "104px",
  sort: "since",
  numeric: true,
  descendingFirst: true,
  hideBelow: "wide",
  cell: (service) => service.since && <Timestamp at={service.since} />,
  text: (service) => service.since ?? "",
};

export const COLUMNS: readonly TableColumn<ServiceSummary>[] = [
  STATE,
  NAME,
  WHY,
  HEALTH,
  AVAILABILITY,
  VALUE,
  OWNER,
  CRITICALITY,
  SINCE,
];
