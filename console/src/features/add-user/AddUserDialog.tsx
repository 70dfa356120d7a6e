import { PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type RoleName, RoleSelect, usersQuery } from "../../entities/user";
import { messageOf, postUsers, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

const FIELDS = ["name", "displayName", "password"] as const;

/** Adds a user with a first password, which the person changes in Account. */
export function AddUserDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState({ name: "", displayName: "", password: "" });
  const [role, setRole] = useState<RoleName>("operator");
  const add = useMutation({
    mutationFn: () =>
      postUsers({
        body: { name: form.name.trim(), displayName: form.displayName.trim(), password: form.password, role },
      }),
    onSuccess: async (user) => {
      await queries.invalidateQueries({ queryKey: usersQuery.queryKey });
      showToast(`${user.displayName} can sign in as ${user.name}.`);
      onClose();
    },
  });
  const field = (name: (typeof FIELDS)[number]) => ({
    value: form[name],
    error: violationOf(add.error, name),
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }),
  });
  return (
    <FormDialog
      title="Add user"
      submit="Add user"
      busy={add.isPending}
      problem={messageOf(add.error, FIELDS)}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput label="Name" description="As colleagues see it" data-autofocus {...field("displayName")} />
      <TextInput label="Sign-in name" autoComplete="off" {...field("name")} />
      <RoleSelect value={role} onChange={setRole} />
      <PasswordInput
        label="First password"
        description="At least 12 characters; the user changes it in Account"
        autoComplete="new-password"
        {...field("password")}
      />
    </FormDialog>
  );
}
