import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf, postCisByIdMerge, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface MergeDialogProps {
  readonly id: string;
  readonly name: string;
  readonly other: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Says that two items are one. It can be taken back. */
export function MergeDialog({ id, name, other, onClose }: MergeDialogProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const merge = useMutation({
    mutationFn: () => postCisByIdMerge({ path: { id }, body: { other: other.id, reason } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      showToast(`${name} and ${other.name} are one item now.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Join ${name} and ${other.name}?`}
      about="History and relations of both stay, and links to either lead to the older one. It can be taken back under Reconciliation."
      submit="Join"
      busy={merge.isPending}
      problem={messageOf(merge.error, ["reason"])}
      onSubmit={() => merge.mutate()}
      onClose={onClose}
    >
      <Textarea
        label="Reason"
        description="How you know that they are one"
        required
        data-autofocus
        value={reason}
        error={violationOf(merge.error, "reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
