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
                    { header: "Permission", cell: (permission) => <code>{permission}</code> },
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
