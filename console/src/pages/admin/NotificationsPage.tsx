import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { channelsQuery, minSeverityLabel } from "../../entities/channel";
import { useCan } from "../../entities/session";
import { DeleteChannelDialog } from "../../features/delete-channel/DeleteChannelDialog";
import { EditChannelDialog } from "../../features/edit-channel/EditChannelDialog";
import { TestChannelButton } from "../../features/test-channel/TestChannelButton";
import type { Channel } from "../../shared/api";
import {
  Card,
  Empty,
  PageBody,
  PageHeader,
  QueryState,
  type SimpleColumn,
  SimpleTable,
  StateWord,
} from "../../shared/ui";
import classes from "./admin.module.css";
import { DeliveryLog } from "./DeliveryLog";

type Dialog = { kind: "add" } | { kind: "change" | "delete"; channel: Channel } | undefined;

export default function NotificationsPage() {
  const channels = useQuery(channelsQuery);
  const mayWrite = useCan("channel:write");
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <PageHeader
        title="Notifications"
        actions={
          mayWrite && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setDialog({ kind: "add" })}>
              Add webhook
            </Button>
          )
        }
      />
      <PageBody>
        <Card title="Channels" flush>
          <QueryState query={channels} rows={3}>
            {(page) =>
              page.items.length === 0 ? (
                <Empty kind="not-set-up" title="Nobody is told yet">
                  A webhook sends each step of an incident to a chat, a pager or a program of yours.
                </Empty>
              ) : (
                <SimpleTable
                  label="Notification channels"
                  rows={page.items}
                  keyOf={(channel) => channel.id}
                  columns={[...COLUMNS, ...(mayWrite ? [actions(setDialog)] : [])]}
                />
              )
            }
          </QueryState>
        </Card>
        <DeliveryLog mayRetry={mayWrite} />
      </PageBody>
      {dialog?.kind === "add" && <EditChannelDialog onClose={close} />}
      {dialog?.kind === "change" && <EditChannelDialog channel={dialog.channel} onClose={close} />}
      {dialog?.kind === "delete" && <DeleteChannelDialog channel={dialog.channel} onClose={close} />}
    </>
  );
}

const COLUMNS: readonly SimpleColumn<Channel>[] = [
  {
    header: "State",
    width: "110px",
    cell: (channel) =>
      channel.enabled ? <StateWord state="ok" word="On" /> : <StateWord state="unknown" word="Off" />,
  },
  {
    header: "Name",
    cell: (channel) => (
      <>
        <span className="strong">{channel.name}</span>
        {channel.disabledReason && <span className="muted"> {channel.disabledReason}</span>}
      </>
    ),
  },
  {
    header: "Address",
    cell: (channel) => (
      <code className={classes.url} title={channel.url}>
        {channel.url}
      </code>
    ),
  },
  { header: "Tells of", cell: (channel) => minSeverityLabel(channel.minSeverity) },
  { header: "Signed", cell: (channel) => (channel.secretSet ? "yes" : "no") },
  { header: "Waiting", align: "end", cell: (channel) => channel.undelivered },
];

function actions(open: (dialog: Dialog) => void): SimpleColumn<Channel> {
  return {
    header: "Actions",
    quietHeader: true,
    align: "end",
    cell: (channel) => (
      <span className={classes.rowActions}>
        <TestChannelButton channel={channel} />
        <Button
          variant="default"
          h={26}
          aria-label={`Change ${channel.name}`}
          onClick={() => open({ kind: "change", channel })}
        >
          Change
        </Button>
        <Button
          variant="default"
          h={26}
          aria-label={`Delete ${channel.name}`}
          onClick={() => open({ kind: "delete", channel })}
        >
          Delete
        </Button>
      </span>
    ),
  };
}
