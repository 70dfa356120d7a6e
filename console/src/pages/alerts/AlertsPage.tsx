import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { prometheusGroupsQuery, rulesQuery } from "../../entities/alert";
import { FullPage, PageHeader, TabLinks } from "../../shared/ui";
import { Inbox } from "./Inbox";
import { RulesTab } from "./RulesTab";

/** What is wrong now, and the rules that find it. */
export default function AlertsPage() {
  const { tab } = useParams({ strict: false }) as { tab?: string };
  const rules = useQuery(rulesQuery);
  const groups = useQuery(prometheusGroupsQuery);
  const count =
    (rules.data?.items.length ?? 0) + (groups.data?.groups ?? []).reduce((sum, group) => sum + group.rules.length, 0);
  const current = tab === "rules" ? "/alerts/rules" : "/alerts";
  return (
    <FullPage>
      <PageHeader title="Alerts">
        <TabLinks
          label="Alerts"
          current={current}
          tabs={[
            { to: "/alerts", label: "Inbox" },
            { to: "/alerts/rules", label: "Rules", count: rules.data && count },
          ]}
        />
      </PageHeader>
      {tab === "rules" ? <RulesTab /> : <Inbox />}
    </FullPage>
  );
}
