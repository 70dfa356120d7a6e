import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageOf } from "../../shared/api";

interface NoteDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly label: string;
  readonly about?: string;
  readonly action: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSubmit: (note: string) => void;
  readonly onClose: () => void;
}

/** Asks for a few words before a step. They are optional: nobody is held up at night by a form. */
export function NoteDialog(props: NoteDialogProps) {
  const [note, setNote] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit(note.trim());
  };
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} centered>
      <form onSubmit={submit}>
        {props.about !== undefined && <p className="muted">{props.about}</p>}
        <Textarea
          label={props.label}
          description="Optional; stands in the time line"
          autosize
          minRows={3}
          mt="xs"
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={messageOf(props.error)}
        />
        <Button type="submit" mt="md" loading={props.pending}>
          {props.action}
        </Button>
      </form>
    </Modal>
  );
}
