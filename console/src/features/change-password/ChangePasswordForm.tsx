import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf, putAccountPassword, violationOf } from "../../shared/api";
import { FormProblem, showToast } from "../../shared/ui";
import classes from "./ChangePasswordForm.module.css";

const EMPTY = { current: "", replacement: "", again: "" };

/** Changes one's own password. */
export function ChangePasswordForm() {
  const [form, setForm] = useState(EMPTY);
  const [mismatch, setMismatch] = useState(false);
  const change = useMutation({
    mutationFn: () => putAccountPassword({ body: { current: form.current, replacement: form.replacement } }),
    onSuccess: () => {
      setForm(EMPTY);
      showToast("Your password was changed.");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const differ = form.replacement !== form.again;
    setMismatch(differ);
    if (!differ) change.mutate();
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: form[name],
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }),
  });
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormProblem message={messageOf(change.error, ["current", "replacement"])} />
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        error={violationOf(change.error, "current")}
        {...field("current")}
      />
      <PasswordInput
        label="New password"
        description="At least 12 characters"
        autoComplete="new-password"
        error={violationOf(change.error, "replacement")}
        {...field("replacement")}
      />
      <PasswordInput
        label="New password again"
        autoComplete="new-password"
        error={mismatch ? "The two are not the same." : undefined}
        {...field("again")}
      />
      <div>
        <Button type="submit" loading={change.isPending}>
          Change password
        </Button>
      </div>
    </form>
  );
}
