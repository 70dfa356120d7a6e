import { Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type RoleName, RoleSelect, usersQuery } from "../../entities/user";
import { messageOf, patchUsersById, type User, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

/** Changes a user's name and role, or shuts the account. */
export function ChangeUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const queries = useQueryClient();
  const [displayName, setDisplayName] = useState(user.displayName);
  const [role, setRole] = useState<RoleName>(user.role);
  const [enabled, setEnabled] = useState(user.enabled);
  const change = useMutation({
    mutationFn: () =>
      patchUsersById({ path: { id: user.id }, body: { displayName: displayName.trim(), role, enabled } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: usersQuery.queryKey });
      showToast(`${displayName} was changed.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Change ${user.name}`}
      submit="Save"
      busy={change.isPending}
      problem={messageOf(change.error, ["displayName"])}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        value={displayName}
        error={violationOf(change.error, "displayName")}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <RoleSelect value={role} onChange={setRole} />
      <Switch
        label="May sign in"
        description="Switching it off ends the user's sessions at once"
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
