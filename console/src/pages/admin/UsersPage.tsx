import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan, useSession } from "../../entities/session";
import { roleLabel, usersQuery } from "../../entities/user";
import { AddUserDialog } from "../../features/add-user/AddUserDialog";
import { ChangeUserDialog } from "../../features/change-user/ChangeUserDialog";
import { ResetPasswordDialog } from "../../features/reset-password/ResetPasswordDialog";
import type { User } from "../../shared/api";
import { useCommands } from "../../shared/command";
import { Timestamp } from "../../shared/time";
import { Card, PageBody, PageHeader, QueryState, type SimpleColumn, SimpleTable, StateWord } from "../../shared/ui";
import classes from "./admin.module.css";

type Dialog = { kind: "add" } | { kind: "change" | "password"; user: User } | undefined;

export default function UsersPage() {
  const users = useQuery(usersQuery);
  const mayWrite = useCan("user:write");
  const self = useSession().user.id;
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  useCommands([
    {
      id: "user.add",
      title: "Add user",
      section: "Admin",
      available: mayWrite,
      run: () => setDialog({ kind: "add" }),
    },
  ]);
  return (
    <>
      <PageHeader
        title="Users"
        actions={
          mayWrite && (
            <Button leftSection={<IconUserPlus size={16} />} onClick={() => setDialog({ kind: "add" })}>
              Add user
            </Button>
          )
        }
      />
      <PageBody>
        <Card flush>
          <QueryState query={users} rows={4}>
            {(page) => (
              <SimpleTable
                label="Users"
                rows={page.items}
                keyOf={(user) => user.id}
                columns={[...columns(self), ...(mayWrite ? [actions(setDialog)] : [])]}
              />
            )}
          </QueryState>
        </Card>
      </PageBody>
      {dialog?.kind === "add" && <AddUserDialog onClose={close} />}
      {dialog?.kind === "change" && <ChangeUserDialog user={dialog.user} onClose={close} />}
      {dialog?.kind === "password" && <ResetPasswordDialog user={dialog.user} onClose={close} />}
    </>
  );
}

function columns(self: string): SimpleColumn<User>[] {
  return [
    {
      header: "State",
      width: "120px",
      cell: (user) =>
        user.enabled ? <StateWord state="ok" word="Active" /> : <StateWord state="unknown" word="Shut" />,
    },
    {
      header: "Name",
      cell: (user) => (
        <>
          <span className="strong">{user.displayName}</span>
          {user.id === self && <span className="muted"> (you)</span>}
        </>
      ),
    },
    { header: "Sign-in name", cell: (user) => <code>{user.name}</code> },
    { header: "Role", cell: (user) => roleLabel(user.role) },
    {
      header: "Last sign-in",
      align: "end",
      cell: (user) => (user.lastSignInAt ? <Timestamp at={user.lastSignInAt} /> : <span className="muted">never</span>),
    },
    { header: "Added", align: "end", cell: (user) => <Timestamp at={user.createdAt} show="time" /> },
  ];
}

function actions(open: (dialog: Dialog) => void): SimpleColumn<User> {
  return {
    header: "Actions",
    quietHeader: true,
    align: "end",
    width: "210px",
    cell: (user) => (
      <span className={classes.rowActions}>
        <Button
          variant="default"
          h={26}
          aria-label={`Change ${user.name}`}
          onClick={() => open({ kind: "change", user })}
        >
          Change
        </Button>
        <Button
          variant="default"
          h={26}
          aria-label={`New password for ${user.name}`}
          onClick={() => open({ kind: "password", user })}
        >
          Password
        </Button>
      </span>
    ),
  };
}
