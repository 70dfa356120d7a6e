import { useMutation, useQueryClient } from "@tanstack/react-query";
import { channelsQuery } from "../../entities/channel";
import { type Channel, deleteNotificationChannelsById, messageOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

/** Removes a channel; its deliveries stay in the log. */
export function DeleteChannelDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteNotificationChannelsById({ path: { id: channel.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: channelsQuery.queryKey });
      showToast(`${channel.name} was deleted.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Delete ${channel.name}?`}
      about="Messages that have not arrived yet are given up. The delivery log stays. This cannot be undone."
      submit="Delete channel"
      danger
      busy={remove.isPending}
      problem={messageOf(remove.error)}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
