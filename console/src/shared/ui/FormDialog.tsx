import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Dialog } from "./Dialog";
import { FormProblem } from "./EntryFrame";
import classes from "./FormDialog.module.css";

/** A small form in a dialog: its problem above the fields, one filled button. */
export function FormDialog({
  title,
  about,
  submit,
  busy,
  problem,
  danger = false,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  about?: ReactNode;
  submit: string;
  busy: boolean;
  problem: string | undefined;
  /** The action cannot be undone: its button says so by colour and the text by words. */
  danger?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <form className={classes.form} onSubmit={send}>
        {about !== undefined && <div className="muted">{about}</div>}
        <FormProblem message={problem} />
        {children}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} {...(danger ? { className: classes.danger } : {})}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
