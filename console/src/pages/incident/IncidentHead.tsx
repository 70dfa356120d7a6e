import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CiLink } from "../../entities/ci";
import { IncidentBadge, type IncidentFeature, statusWord } from "../../entities/incident";
import { useAcknowledgeIncident } from "../../features/acknowledge-incident/useAcknowledgeIncident";
import { useAssignIncident } from "../../features/assign-incident/useAssignIncident";
import { useChangeIncidentSeverity } from "../../features/change-incident-severity/useChangeIncidentSeverity";
import { useKeepIncidentOpen } from "../../features/keep-incident-open/useKeepIncidentOpen";
import { useMitigateIncident } from "../../features/mitigate-incident/useMitigateIncident";
import { useReopenIncident } from "../../features/reopen-incident/useReopenIncident";
import { useResolveIncident } from "../../features/resolve-incident/useResolveIncident";
import { type Incident, messageOf } from "../../shared/api";
import { CommandButton, useCommands } from "../../shared/command";
import { formatDuration, roundedMinutes, Timestamp, useNow } from "../../shared/time";
import { Fact, Menu, PageHeader } from "../../shared/ui";
import classes from "./incident.module.css";

const BUTTONS_MAX = 2;

/** State, number, title and facts; the next steps as buttons, the others under More. All are commands with keys. */
export function IncidentHead({ incident, children }: { readonly incident: Incident; readonly children: ReactNode }) {
  const features: readonly IncidentFeature[] = [
    useAcknowledgeIncident(incident),
    useMitigateIncident(incident),
    useResolveIncident(incident),
    useReopenIncident(incident),
    useAssignIncident(incident),
    useChangeIncidentSeverity(incident),
    useKeepIncidentOpen(incident),
  ];
  useCommands(features.map((feature) => feature.command));
  const available = features.filter((feature) => feature.command.available !== false);
  // Acknowledging is the filled button of the answer strip while it is what to do next.
  const steps = available.filter((feature) => feature.command.id !== "incident.acknowledge");
  const failed = features.find((feature) => feature.error !== null && feature.error !== undefined);
  return (
    <PageHeader
      before={
        <>
          <IncidentBadge incident={incident} />
          <span className="mono muted">{incident.number}</span>
        </>
      }
      title={incident.title}
      actions={
        <>
          {steps.slice(0, BUTTONS_MAX).map((feature) => (
            <CommandButton key={feature.command.id} id={feature.command.id} />
          ))}
          {steps.length > BUTTONS_MAX && <More features={steps.slice(BUTTONS_MAX)} />}
        </>
      }
      facts={
        <>
          <IncidentFacts incident={incident} />
          {failed && (
            <p role="alert" className={classes.failed}>
              {failed.command.title} failed: {messageOf(failed.error)}
            </p>
          )}
          <span className={classes.dialogs}>
            {features.map((feature) => (
              <span key={feature.command.id}>{feature.dialog}</span>
            ))}
          </span>
        </>
      }
    >
      {children}
    </PageHeader>
  );
}

function More({ features }: { readonly features: readonly IncidentFeature[] }) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label="More actions">
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {features.map(({ command }) => {
          const Icon = command.icon;
          return (
            <Menu.Item key={command.id} leftSection={Icon && <Icon size={15} />} onClick={command.run}>
              {command.title}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function IncidentFacts({ incident }: { readonly incident: Incident }) {
  return (
    <>
      <Fact label="Status">{statusWord(incident.status)}</Fact>
      <Fact label="Started">
        <Timestamp at={incident.openedAt} show="both" />
      </Fact>
      <Fact label="Owner">{incident.owner ?? "nobody"}</Fact>
      {incident.ciId && (
        <Fact label="On">
          <CiLink id={incident.ciId} name={incident.ciName ?? incident.ciId} />
        </Fact>
      )}
      <span className={classes.clocks}>
        <Lasting incident={incident} />
      </span>
    </>
  );
}

/** How long nobody has looked, how long it lasts, or how long it lasted. */
function Lasting({ incident }: { readonly incident: Incident }) {
  const now = useNow();
  const opened = Date.parse(incident.openedAt);
  if (incident.resolvedAt) {
    return <Fact label="Lasted">{formatDuration(roundedMinutes(Date.parse(incident.resolvedAt) - opened))}</Fact>;
  }
  const lasted = formatDuration(roundedMinutes(now - opened));
  return incident.status === "open" ? (
    <Fact label="Unacknowledged for">
      <span className={classes.waiting}>{lasted}</span>
    </Fact>
  ) : (
    <Fact label="Lasts">{lasted}</Fact>
  );
}
