import { PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf, postUsersByIdPassword, type User, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

/** Gives a user a new password; whoever was signed in with the old one is signed out. */
export function ResetPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const [password, setPassword] = useState("");
  const reset = useMutation({
    mutationFn: () => postUsersByIdPassword({ path: { id: user.id }, body: { password } }),
    onSuccess: () => {
      showToast(`${user.displayName} has a new password.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`New password for ${user.name}`}
      about="Hand it over in person; the user changes it in Account."
      submit="Set password"
      busy={reset.isPending}
      problem={messageOf(reset.error, ["password"])}
      onSubmit={() => reset.mutate()}
      onClose={onClose}
    >
      <PasswordInput
        label="New password"
        description="At least 12 characters"
        autoComplete="new-password"
        required
        data-autofocus
        value={password}
        error={violationOf(reset.error, "password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
