import { Textarea } from "@mantine/core";
import { useState } from "react";
import { messageOf } from "../../shared/api";
import { FormDialog } from "../../shared/ui";

export interface NoteFormProps {
  readonly title: string;
  readonly label: string;
  readonly about?: string;
  readonly action: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (note: string) => void;
  readonly onClose: () => void;
}

export default function NoteForm(props: NoteFormProps) {
  const [note, setNote] = useState("");
  return (
    <FormDialog
      title={props.title}
      about={props.about}
      submit={props.action}
      busy={props.pending}
      problem={messageOf(props.error)}
      onSubmit={() => props.onSubmit(note.trim())}
      onClose={props.onClose}
    >
      <Textarea
        label={props.label}
        description="Optional; stands in the time line"
        rows={4}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
