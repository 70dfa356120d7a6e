import { queryOptions } from "@tanstack/react-query";
import {
  getCisByIdTree,
  getServices,
  getServicesById,
  getServicesByIdAvailability,
  getServicesByIdHistory,
  liveOn,
  type ServiceSummary,
} from "../../shared/api";
import type { ListSource } from "../../shared/table";

export const serviceSource: ListSource<ServiceSummary> = {
  name: "services",
  topics: ["service", "ci"],
  fetchPage: (request, signal) => getServices({ query: request, signal }),
  idOf: (service) => service.id,
};

export const serviceQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", id],
    queryFn: ({ signal }) => getServicesById({ path: { id }, signal }),
    meta: liveOn("service", "ci"),
  });

const PARTS_MAX = 300;

/** The service with all that is below it. */
export const serviceTreeQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", id, "tree"],
    queryFn: ({ signal }) => getCisByIdTree({ path: { id }, query: { limit: PARTS_MAX }, signal }),
    meta: liveOn("service", "ci", "alert"),
  });

/** How well the promise was kept; over the last 30 days unless told otherwise. */
export const serviceAvailabilityQuery = (id: string, from?: string) =>
  queryOptions({
    queryKey: ["service", id, "availability", from],
    queryFn: ({ signal }) =>
      getServicesByIdAvailability({ path: { id }, query: from === undefined ? {} : { from }, signal }),
    meta: liveOn("service"),
  });

export const serviceHistoryQuery = (id: string, from?: string) =>
  queryOptions({
    queryKey: ["service", id, "history", from],
    queryFn: ({ signal }) =>
      getServicesByIdHistory({ path: { id }, query: from === undefined ? {} : { from }, signal }),
    meta: liveOn("service"),
  });
