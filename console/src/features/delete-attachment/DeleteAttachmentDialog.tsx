import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Attachment, deleteAttachmentsById, messageOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface DeleteAttachmentDialogProps {
  readonly attachment: Attachment;
  readonly onClose: () => void;
}

/** Removes a file of an item for good. */
export default function DeleteAttachmentDialog({ attachment, onClose }: DeleteAttachmentDialogProps) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteAttachmentsById({ path: { id: attachment.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["ci"] });
      showToast(`${attachment.name} was deleted.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Delete ${attachment.name}?`}
      about="This cannot be undone. That it was there, and its SHA-256, stay in the audit log."
      submit="Delete attachment"
      danger
      busy={remove.isPending}
      problem={messageOf(remove.error)}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
