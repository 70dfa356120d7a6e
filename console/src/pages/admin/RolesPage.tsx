import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { roleLabel, rolesQuery } from "../../entities/user";
import type { RoleDescription } from "../../shared/api";
import { Card, PageBody, PageHeader, QueryState, type SimpleColumn, SimpleTable } from "../../shared/ui";

/** What each role may do, as one matrix. */
export default function RolesPage() {
  const roles = useQuery(rolesQuery);
  return (
    <>
      <PageHeader
        title="Roles"
        facts={<span className="muted">Each role has everything that the one before it has.</span>}
      />
      <PageBody>
        <Card flush>
          <QueryState query={roles} rows={10}>
            {(page) => {
              const permissions = permissionsOf(page.items);
              return (
                <SimpleTable
                  label="Permissions of the roles"
                  rows={permissions}
                  keyOf={(permission) => permission}
                  columns={[
                    { header: "Permission", width: "150px", cell: (permission) => <code>{permission}</code> },
                    { header: "Allows to", cell: (permission) => <span className="muted">{ALLOWS[permission]}</span> },
                    ...page.items.map(columnOf),
                  ]}
                />
              );
            }}
          </QueryState>
        </Card>
      </PageBody>
    </>
  );
}

/** Every permission of any role, grouped by what it is about. */
export function permissionsOf(roles: readonly Pick<RoleDescription, "permissions">[]): string[] {
  return [...new Set<string>(roles.flatMap((role) => role.permissions))].sort();
}

const ALLOWS: Readonly<Record<string, string>> = {
  "alert:read": "see alerts and rules",
  "audit:read": "see who did what",
  "channel:read": "see notification channels and what they delivered",
  "channel:write": "add, change, test and delete notification channels",
  "ci:read": "see the inventory, relations and changes",
  "class:write": "make and change classes, with all of their items",
  "dashboard:read": "see dashboards",
  "dashboard:write": "make, change and delete dashboards",
  "discovery:read": "see sources and runs of discovery",
  "discovery:run": "start a run of discovery",
  "incident:read": "see incidents and their time lines",
  "incident:write": "open, take, comment, assign and resolve incidents",
  "metric:delete": "delete samples",
  "metric:read": "query the samples of what is watched",
  "metrics:read": "scrape Binnacle's own metrics from /metrics",
  "overview:read": "see the overview",
  "role:read": "see this page",
  "search:read": "search by the palette",
  "snapshot:write": "make and delete snapshots of the samples",
  "stream:read": "have pages that update by themselves",
  "system:read": "see Binnacle's own state and configuration",
  "token:read": "see API tokens, without their secrets",
  "token:write": "create and revoke API tokens",
  "user:read": "see users",
  "user:write": "add, change and disable users, reset passwords",
};

function columnOf(role: RoleDescription): SimpleColumn<string> {
  return {
    header: roleLabel(role.name),
    align: "center",
    width: "140px",
    cell: (permission) =>
      (role.permissions as readonly string[]).includes(permission) ? (
        <>
          <IconCheck size={16} stroke={2} color="var(--ok-text)" aria-hidden />
          <span className="visually-hidden">yes</span>
        </>
      ) : (
        <span className="visually-hidden">no</span>
      ),
  };
}
