import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { messageOf, type OpenIncident, violationOf } from "../../shared/api";
import { FormDialog } from "../../shared/ui";

interface OpenIncidentDialogProps {
  /** The item that it is about. */
  readonly on: string | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onOpen: (incident: OpenIncident) => void;
  readonly onClose: () => void;
}

const SEVERITIES = [
  { value: "critical", label: "Critical" },
  { value: "major", label: "Major" },
  { value: "warning", label: "Warning" },
  { value: "info", label: "Info" },
];

export default function OpenIncidentDialog({ on, pending, error, onOpen, onClose }: OpenIncidentDialogProps) {
  const [title, setTitle] = useState("");
  const [severity, setSeverity] = useState<OpenIncident["severity"]>("major");
  const [comment, setComment] = useState("");
  const submit = () =>
    onOpen({ title: title.trim(), severity, ...(comment.trim() === "" ? {} : { comment: comment.trim() }) });
  return (
    <FormDialog
      title={on === undefined ? "Open incident" : `Open incident on ${on}`}
      submit="Open incident"
      busy={pending}
      problem={messageOf(error, ["title"])}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label="What is broken"
        required
        maxLength={200}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={violationOf(error, "title")}
      />
      <NativeSelect
        label="Severity"
        value={severity}
        onChange={(event) => setSeverity(event.currentTarget.value as OpenIncident["severity"])}
        data={SEVERITIES}
      />
      <Textarea
        label="What is known"
        rows={4}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
