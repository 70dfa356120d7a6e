import { useQuery } from "@tanstack/react-query";
import { lastCheck, rulesQuery } from "../../entities/alert";
import { useCan } from "../../entities/session";
import { Timestamp } from "../../shared/time";
import { Fact, PageBody, PageHeader } from "../../shared/ui";
import { BrokenCard } from "./BrokenCard";
import { ChangedCard } from "./ChangedCard";
import { EstateCard } from "./EstateCard";
import { HostCharts } from "./HostCharts";

/** The first look: what is broken, what changed, how everything is. */
export default function OverviewPage() {
  const mayAlerts = useCan("alert:read");
  const mayItems = useCan("ci:read");
  const rules = useQuery({ ...rulesQuery, enabled: mayAlerts });
  const checked = lastCheck(rules.data?.items);
  return (
    <>
      <PageHeader
        title="Overview"
        facts={
          checked !== undefined && (
            <>
              <Fact label="Checked">
                <Timestamp at={checked} />
              </Fact>
              <Fact label="Rules at work">{rules.data?.items.filter(({ rule }) => rule.enabled).length}</Fact>
            </>
          )
        }
      />
      <PageBody
        aside={
          mayItems && (
            <>
              <EstateCard />
              <ChangedCard />
            </>
          )
        }
      >
        <BrokenCard checked={checked} />
        {mayItems && <HostCharts />}
      </PageBody>
    </>
  );
}
