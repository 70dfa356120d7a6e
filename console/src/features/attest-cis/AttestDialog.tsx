import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf, postAttestations, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface AttestDialogProps {
  /** One item, or all that a filter finds. */
  readonly what: { readonly id: string; readonly name: string } | { readonly q: string; readonly count: number };
  readonly onClose: () => void;
}

const itemsWords = (count: number) => (count === 1 ? "1 item" : `${count.toLocaleString("en-GB")} items`);

/** Says that somebody looked at items, and that what is known of them is right. It is kept as history. */
export default function AttestDialog({ what, onClose }: AttestDialogProps) {
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const name = "id" in what ? what.name : itemsWords(what.count);
  const attest = useMutation({
    mutationFn: () =>
      postAttestations({
        body: { ...("id" in what ? { ids: [what.id] } : { ids: [], q: what.q }), ...(note.trim() && { note }) },
      }),
    onSuccess: async ({ items }) => {
      await queries.invalidateQueries();
      showToast(`${"id" in what ? name : itemsWords(items.length)} attested.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Attest ${name}?`}
      about="You looked, and what is known is right. Your name and the time are kept; it cannot be taken back."
      submit="Attest"
      busy={attest.isPending}
      problem={messageOf(attest.error, ["note"])}
      onSubmit={() => attest.mutate()}
      onClose={onClose}
    >
      <Textarea
        label="Note"
        data-autofocus
        maxLength={500}
        value={note}
        error={violationOf(attest.error, "note")}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
