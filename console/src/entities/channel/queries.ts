import { queryOptions } from "@tanstack/react-query";
import { getNotificationChannels, getNotificationDeliveries, liveOn } from "../../shared/api";

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => getNotificationChannels({ query: { sort: "name", limit: 500 }, signal }),
  meta: liveOn("channel", "delivery"),
});

export const deliveriesQuery = (q: string) =>
  queryOptions({
    queryKey: ["deliveries", q],
    queryFn: ({ signal }) => getNotificationDeliveries({ query: { q, sort: "-createdAt", limit: 100 }, signal }),
    meta: liveOn("delivery"),
  });
