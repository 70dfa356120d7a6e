import type { ReactNode } from "react";
import { useOpenIncident } from "../../features/open-incident/useOpenIncident";
import type { CiClass, ConfigurationItem } from "../../shared/api";
import { CommandButton, useCommands } from "../../shared/command";
import { Timestamp } from "../../shared/time";
import { Fact, PageHeader, StateBadge, StateWord, stateOf } from "../../shared/ui";

interface CiHeadProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
  readonly children: ReactNode;
}

export function CiHead({ ci, ciClass, children }: CiHeadProps) {
  const open = useOpenIncident(ci);
  useCommands([open.command]);
  return (
    <PageHeader
      before={
        <>
          {ci.lifecycle === "retired" ? (
            <StateBadge state="maintenance" word="Retired" />
          ) : (
            <StateBadge state={stateOf(ci.health)} />
          )}
          <span className="muted">{ciClass?.label ?? ci.ciClass}</span>
        </>
      }
      title={ci.name}
      actions={
        <>
          <CommandButton id={open.command.id} />
          {open.dialog}
        </>
      }
      facts={
        <>
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

function Lifecycle({ ci }: { readonly ci: ConfigurationItem }) {
  switch (ci.lifecycle) {
    case "in_service":
      return "In service";
    case "missing":
      return <StateWord state="unknown" word="No longer found" />;
    case "retired":
      return "Retired";
  }
}
