import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { hostDashboardOf, hostDashboardQuery } from "../../entities/dashboard";
import { useCan } from "../../entities/session";
import { useOpenIncident } from "../../features/open-incident/useOpenIncident";
import type { CiClass, ConfigurationItem } from "../../shared/api";
import { CommandButton, useCommands } from "../../shared/command";
import { Timestamp } from "../../shared/time";
import { ButtonLink, Fact, PageHeader, StateBadge, type StateName, StateWord, stateOf } from "../../shared/ui";

interface CiHeadProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
  /** The worst of the item and its parts. */
  readonly health: StateName;
  readonly children: ReactNode;
}

export function CiHead({ ci, ciClass, health, children }: CiHeadProps) {
  const open = useOpenIncident(ci);
  useCommands([open.command]);
  const dashboards = useCan("dashboard:read");
  return (
    <PageHeader
      before={
        <>
          {ci.lifecycle === "retired" ? (
            <StateBadge state="maintenance" word="Retired" />
          ) : (
            <StateBadge state={health} />
          )}
          <span className="muted">{ciClass?.label ?? ci.ciClass}</span>
        </>
      }
      title={ci.name}
      actions={
        <>
          {ci.ciClass === "server" && dashboards && <HostDashboardLink ci={ci} />}
          <CommandButton id={open.command.id} />
          {open.dialog}
        </>
      }
      facts={
        <>
          {health !== ci.health && (
            <Fact label="Itself">
              <StateWord state={stateOf(ci.health)} />
            </Fact>
          )}
          <Fact label="Lifecycle">
            <Lifecycle ci={ci} />
          </Fact>
          <Fact label="Found by">{ci.source}</Fact>
          <Fact label="First seen">
            <Timestamp at={ci.firstSeen} show="both" />
          </Fact>
          <Fact label="Last seen">
            <Timestamp at={ci.lastSeen} />
          </Fact>
        </>
      }
    >
      {children}
    </PageHeader>
  );
}

/** To the dashboard of the metrics that this server has. */
function HostDashboardLink({ ci }: { readonly ci: ConfigurationItem }) {
  const { data } = useQuery(hostDashboardQuery(ci));
  return <ButtonLink {...(data ?? hostDashboardOf(ci.name, []))}>Host dashboard</ButtonLink>;
}

function Lifecycle({ ci }: { readonly ci: ConfigurationItem }) {
  switch (ci.lifecycle) {
    case "in_service":
      return "In service";
    case "intended":
      return "Intended, not seen";
    case "missing":
      return <StateWord state="unknown" word="No longer found" />;
    case "retired":
      return "Retired";
  }
}
