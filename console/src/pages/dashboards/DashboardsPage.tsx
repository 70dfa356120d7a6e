import { Button } from "@mantine/core";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { dashboardsQuery, useCreateDashboard } from "../../entities/dashboard";
import { useCan } from "../../entities/session";
import { ImportDashboardDialog } from "../../features/import-dashboard/ImportDashboardDialog";
import { type DashboardSummary, messageOf } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import {
  Card,
  Empty,
  PageBody,
  PageHeader,
  QueryState,
  type SimpleColumn,
  SimpleTable,
  showToast,
} from "../../shared/ui";

const NEW = { title: "New dashboard", description: "", tags: [], variables: [], panels: [] };

/** All dashboards: those that people made, and those that come with Binnacle. */
export default function DashboardsPage() {
  const query = useQuery(dashboardsQuery);
  const mayWrite = useCan("dashboard:write");
  const create = useCreateDashboard();
  const [importing, setImporting] = useState(false);
  const failed = (problem: unknown) => showToast(messageOf(problem) ?? "It was not made.", { state: "critical" });
  return (
    <>
      <PageHeader
        title="Dashboards"
        actions={
          mayWrite && (
            <>
              <Button variant="default" leftSection={<IconFileImport size={15} />} onClick={() => setImporting(true)}>
                Import
              </Button>
              <Button
                leftSection={<IconPlus size={15} />}
                loading={create.isPending}
                onClick={() => create.mutate(NEW, { onError: failed })}
              >
                New dashboard
              </Button>
            </>
          )
        }
      />
      <PageBody>
        <QueryState query={query} rows={8}>
          {({ items }) => (
            <>
              <Made items={items.filter(({ readOnly }) => !readOnly)} />
              <Card title="Ready made" about="Come with Binnacle; copy one to change it" flush>
                <SimpleTable
                  label="Ready made dashboards"
                  rows={items.filter(({ readOnly }) => readOnly)}
                  keyOf={({ id }) => id}
                  columns={[NAME, DESCRIPTION]}
                />
              </Card>
            </>
          )}
        </QueryState>
      </PageBody>
      {importing && <ImportDashboardDialog onClose={() => setImporting(false)} />}
    </>
  );
}

function Made({ items }: { readonly items: readonly DashboardSummary[] }) {
  return (
    <Card title="Your team's" flush>
      {items.length === 0 ? (
        <Empty kind="not-set-up" title="Nobody has made a dashboard yet">
          Copy a ready made one, import one of Grafana's, or begin a new one.
        </Empty>
      ) : (
        <SimpleTable
          label="Dashboards"
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            NAME,
            DESCRIPTION,
            { header: "Panels", width: "80px", align: "end", cell: ({ panels }) => panels },
            { header: "Changed by", width: "120px", cell: ({ changedBy }) => changedBy ?? NO_VALUE },
            {
              header: "Changed",
              width: "110px",
              align: "end",
              cell: ({ changedAt }) => changedAt && <Timestamp at={changedAt} />,
            },
          ]}
        />
      )}
    </Card>
  );
}

const NAME: SimpleColumn<DashboardSummary> = {
  header: "Dashboard",
  width: "30%",
  cell: ({ id, title }) => (
    <Link to={`/dashboards/${id}`} className="strong">
      {title}
    </Link>
  ),
};

const DESCRIPTION: SimpleColumn<DashboardSummary> = {
  header: "About",
  cell: ({ description, tags }) => (
    <span className="muted">{[description, tags.map((tag) => `#${tag}`).join(" ")].filter(Boolean).join(" ")}</span>
  ),
};
