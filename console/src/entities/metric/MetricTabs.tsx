import { TabLinks } from "../../shared/ui";
import { can, useSession } from "../session";

const TABS = [
  { to: "/explore/metrics", label: "Explorer", permission: "metric:read" },
  { to: "/explore/targets", label: "Targets", permission: "metric:read" },
  { to: "/explore/cardinality", label: "Cardinality", permission: "system:read" },
] as const;

/** The pages about metrics: what they say, where they come from, and what they cost. */
export function MetricTabs({ current }: { readonly current: (typeof TABS)[number]["to"] }) {
  const session = useSession();
  return (
    <TabLinks label="Metrics" current={current} tabs={TABS.filter(({ permission }) => can(session, permission))} />
  );
}
