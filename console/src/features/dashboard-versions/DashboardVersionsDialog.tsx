import { useQuery } from "@tanstack/react-query";
import { dashboardVersionQuery, dashboardVersionsQuery, useRestoreDashboard } from "../../entities/dashboard";
import { useCan } from "../../entities/session";
import type { Dashboard, DashboardContent, DashboardVersion } from "../../shared/api";
import { Dialog, LineDifference, QueryState, showToast, VersionList } from "../../shared/ui";

interface DashboardVersionsDialogProps {
  readonly dashboard: Dashboard;
  readonly onClose: () => void;
}

/** Who saved the dashboard, when, why and what; and the way back to an earlier version. */
export function DashboardVersionsDialog({ dashboard, onClose }: DashboardVersionsDialogProps) {
  const { id, version: newest } = dashboard;
  const mayWrite = useCan("dashboard:write");
  const query = useQuery(dashboardVersionsQuery(id));
  const goBack = useRestoreDashboard(id);
  const restore = {
    about: "Its panels and variables become the newest version; what is there now stays among the versions.",
    run: async (version: number, seen: number, note: string) => {
      await goBack(version, seen, note);
      showToast(`The dashboard is that of version ${version} again.`);
    },
  };
  return (
    <Dialog title="Versions" size={860} onClose={onClose}>
      <QueryState query={query} rows={4}>
        {({ items }) => (
          <VersionList
            versions={items}
            newest={newest}
            summaryOf={summaryOf}
            difference={({ version }) => <ContentDifference id={id} version={version} />}
            {...(mayWrite ? { restore } : {})}
          />
        )}
      </QueryState>
    </Dialog>
  );
}

function summaryOf({ title, panels }: DashboardVersion): string {
  return `${title}, ${panels === 1 ? "1 panel" : `${panels} panels`}`;
}

function ContentDifference({ id, version }: { readonly id: string; readonly version: number }) {
  const query = useQuery(dashboardVersionQuery(id, version));
  return (
    <QueryState query={query} rows={4}>
      {({ content, before }) =>
        before ? (
          <LineDifference before={textOf(before)} after={textOf(content)} />
        ) : (
          <p className="muted">
            {version === 1 ? "It was made with this version." : "The version before it is not kept any more."}
          </p>
        )
      }
    </QueryState>
  );
}

function textOf(content: DashboardContent): string {
  return JSON.stringify(content, null, 2);
}
