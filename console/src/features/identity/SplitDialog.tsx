import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf, postCisByIdSplit, type SourceRecord, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface SplitDialogProps {
  readonly id: string;
  readonly record: SourceRecord;
  readonly onClose: () => void;
}

/** Says that a record is not the item's. It can be taken back. */
export function SplitDialog({ id, record, onClose }: SplitDialogProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const split = useMutation({
    mutationFn: () => postCisByIdSplit({ path: { id }, body: { records: [record.id], reason } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      showToast(`What ${record.source} shows as ${record.key} is an item of its own now.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title="Tell this record apart?"
      about={`What ${record.source} shows as ${record.key} becomes an item of its own, whatever the rules say. It can be taken back under Reconciliation.`}
      submit="Tell apart"
      busy={split.isPending}
      problem={messageOf(split.error, ["reason"])}
      onSubmit={() => split.mutate()}
      onClose={onClose}
    >
      <Textarea
        label="Reason"
        description="How you know that it is another thing"
        required
        data-autofocus
        value={reason}
        error={violationOf(split.error, "reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
