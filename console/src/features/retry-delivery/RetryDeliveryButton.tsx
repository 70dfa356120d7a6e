import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Delivery, messageOf, postNotificationDeliveriesByIdRetry } from "../../shared/api";

/** Tries a message again that was given up or waits. */
export function RetryDeliveryButton({ delivery }: { delivery: Delivery }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => postNotificationDeliveriesByIdRetry({ path: { id: delivery.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["deliveries"] }),
  });
  return (
    <>
      <span role="status" className="muted small">
        {retry.error ? messageOf(retry.error) : ""}
      </span>
      <Button
        variant="default"
        h={26}
        loading={retry.isPending}
        aria-label={`Retry the delivery to ${delivery.channelName}`}
        onClick={() => retry.mutate()}
      >
        Retry
      </Button>
    </>
  );
}
