import { queryOptions } from "@tanstack/react-query";
import {
  getSignatures,
  getSignaturesOwn,
  getSignaturesVersions,
  getSignaturesVersionsByVersion,
  liveOn,
} from "../../shared/api";

export const signaturesQuery = queryOptions({
  queryKey: ["signatures"],
  queryFn: ({ signal }) => getSignatures({ signal }),
  meta: liveOn("ci"),
});

export const ownSignaturesQuery = queryOptions({
  queryKey: ["signatures", "own"],
  queryFn: ({ signal }) => getSignaturesOwn({ signal }),
  meta: liveOn("ci"),
});

export const signatureVersionsQuery = queryOptions({
  queryKey: ["signatures", "versions"],
  queryFn: ({ signal }) => getSignaturesVersions({ signal }),
  meta: liveOn("ci"),
});

/** A version never changes. */
export const signatureVersionQuery = (version: number) =>
  queryOptions({
    queryKey: ["signature-version", version],
    queryFn: ({ signal }) => getSignaturesVersionsByVersion({ path: { version: String(version) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
