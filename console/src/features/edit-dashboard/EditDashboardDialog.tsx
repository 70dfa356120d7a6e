import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useReplaceDashboard } from "../../entities/dashboard";
import { type Dashboard, type DashboardContent, messageOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";
import classes from "./edit.module.css";
import { NoteInput } from "./NoteInput";

/** The whole content as it is stored: title, variables, every panel. */
export function EditDashboardDialog({ dashboard, onClose }: { dashboard: Dashboard; onClose: () => void }) {
  // What somebody else changes while this is open must not pass for what was seen here.
  const [seen] = useState(dashboard);
  const [text, setText] = useState(() => JSON.stringify(seen.content, null, 2));
  const [fault, setFault] = useState<string>();
  const [note, setNote] = useState("");
  const replace = useReplaceDashboard(seen);
  const save = () => {
    try {
      const content = JSON.parse(text) as DashboardContent;
      replace.mutate(
        { content, note },
        {
          onSuccess: () => {
            showToast("The dashboard was changed.");
            onClose();
          },
        },
      );
    } catch (error) {
      setFault(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <FormDialog
      title="Edit as JSON"
      submit="Save"
      busy={replace.isPending}
      problem={fault ?? messageOf(replace.error)}
      onSubmit={save}
      onClose={onClose}
    >
      <Textarea
        aria-label="Content as JSON"
        rows={22}
        className={classes.json ?? ""}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFault(undefined);
        }}
      />
      <NoteInput note={note} onChange={setNote} />
    </FormDialog>
  );
}
