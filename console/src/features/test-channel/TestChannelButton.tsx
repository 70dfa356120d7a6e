import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Channel, messageOf, postNotificationChannelsByIdTest } from "../../shared/api";
import { StatePill } from "../../shared/ui";

/** Sends a test message now and says beside the button how that went. */
export function TestChannelButton({ channel }: { channel: Channel }) {
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: () => postNotificationChannelsByIdTest({ path: { id: channel.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["deliveries"] }),
  });
  return (
    <>
      <span role="status">
        {test.data &&
          (test.data.state === "delivered" ? (
            <StatePill state="ok" word="Arrived" />
          ) : (
            <StatePill state="critical" word={test.data.lastError ?? "Did not arrive"} />
          ))}
        {test.error && <StatePill state="critical" word={messageOf(test.error) ?? "Did not arrive"} />}
      </span>
      <Button
        variant="default"
        h={26}
        loading={test.isPending}
        aria-label={`Test ${channel.name}`}
        onClick={() => test.mutate()}
      >
        Test
      </Button>
    </>
  );
}
