import { Select, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsQuery, MIN_SEVERITIES, type MinSeverity } from "../../entities/channel";
import {
  type Channel,
  messageOf,
  patchNotificationChannelsById,
  postNotificationChannels,
  violationOf,
} from "../../shared/api";
import { CopyField, Dialog, FormDialog, showToast } from "../../shared/ui";

const FIELDS = ["name", "url", "minSeverity"];

/** Makes a webhook channel, or changes one. The signing secret of a new one is shown once, here. */
export function EditChannelDialog({ channel, onClose }: { channel?: Channel | undefined; onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState(channel?.name ?? "");
  const [url, setUrl] = useState(channel?.url ?? "");
  const [minSeverity, setMinSeverity] = useState<MinSeverity>(channel?.minSeverity ?? "warning");
  const [enabled, setEnabled] = useState(channel?.enabled ?? true);
  const save = useMutation({
    mutationFn: async () => {
      const draft = { name: name.trim(), url: url.trim(), minSeverity, enabled };
      if (!channel) return (await postNotificationChannels({ body: { ...draft, kind: "webhook" } })).secret;
      await patchNotificationChannelsById({ path: { id: channel.id }, body: draft });
      return undefined;
    },
    onSuccess: async (secret) => {
      await queries.invalidateQueries({ queryKey: channelsQuery.queryKey });
      if (secret !== undefined) return;
      showToast(`${name} was changed.`);
      onClose();
    },
  });
  if (save.data !== undefined) return <SecretOnce name={name} secret={save.data} onClose={onClose} />;
  return (
    <FormDialog
      title={channel ? `Change ${channel.name}` : "Add webhook"}
      about={
        channel
          ? undefined
          : "Each step of an incident is sent as a signed JSON message, and tried again until it arrives."
      }
      submit={channel ? "Save" : "Add webhook"}
      busy={save.isPending}
      problem={messageOf(save.error, FIELDS)}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        value={name}
        error={violationOf(save.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Address"
        type="url"
        placeholder="https://…"
        required
        value={url}
        error={violationOf(save.error, "url")}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Select
        label="Tells of"
        data={[...MIN_SEVERITIES]}
        value={minSeverity}
        onChange={(value) => value !== null && setMinSeverity(value as MinSeverity)}
      />
      <Switch
        label="On"
        description="Switching it off gives up what it has not delivered yet"
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

function SecretOnce({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={`Signing secret of ${name}`} size={520} keepOpen>
      <p style={{ marginBottom: 10 }}>
        The receiver checks the signature of each message with it. Copy it now: it cannot be shown again.
      </p>
      <CopyField label={`Signing secret of ${name}`} value={secret} />
    </Dialog>
  );
}
