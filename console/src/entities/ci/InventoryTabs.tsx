import { TabLinks } from "../../shared/ui";
import { can, useSession } from "../session";

const TABS = [
  { to: "/inventory", label: "Items", permission: "ci:read" },
  { to: "/classes", label: "Classes", permission: "ci:read" },
  { to: "/reconciliation", label: "Reconciliation", permission: "ci:read" },
  { to: "/drift", label: "Drift", permission: "ci:read" },
  { to: "/quality", label: "Quality", permission: "ci:read" },
  { to: "/estate-changes", label: "What changed", permission: "ci:read" },
] as const;

/**
 * The pages about what exists: the items, what kinds there are, which of them may be one, where they are not as intended,
 * how well they are known, and how they were otherwise before.
 */
export function InventoryTabs({ current }: { readonly current: (typeof TABS)[number]["to"] }) {
  const session = useSession();
  return (
    <TabLinks label="Inventory" current={current} tabs={TABS.filter(({ permission }) => can(session, permission))} />
  );
}
