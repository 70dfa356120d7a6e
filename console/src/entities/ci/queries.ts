import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  getCiChanges,
  getCiClasses,
  getCis,
  getCisById,
  getCisByIdAttachments,
  getCisByIdAttestations,
  getCisByIdDuplicates,
  getCisByIdEvidence,
  getCisByIdHistory,
  getCisByIdRecords,
  getCisByIdRelations,
  getCisByIdValues,
  getEstateDifference,
  getQuality,
  liveOn,
} from "../../shared/api";

export const ciClassesQuery = queryOptions({
  queryKey: ["ci-classes"],
  queryFn: ({ signal }) => getCiClasses({ signal }),
  meta: liveOn("ci"),
});

export const ciQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id],
    queryFn: ({ signal }) => getCisById({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

export const ciRelationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "relations"],
    queryFn: ({ signal }) => getCisByIdRelations({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

export const ciHistoryQuery = (id: string, limit: number) =>
  queryOptions({
    queryKey: ["ci", id, "history", limit],
    queryFn: ({ signal }) => getCisByIdHistory({ path: { id }, query: { limit }, signal }),
    meta: liveOn("ci"),
  });

/** The latest changes that match, newest first. */
export const ciChangesQuery = (q: string, limit: number) =>
  queryOptions({
    queryKey: ["ci-changes", q, limit],
    queryFn: ({ signal }) => getCiChanges({ query: { q, limit }, signal }),
    meta: liveOn("ci"),
  });

/** The items that match, in one page: for cards, not for lists. */
export const cisQuery = (q: string, sort: string, limit: number) =>
  queryOptions({
    queryKey: ["cis", q, sort, limit],
    queryFn: ({ signal }) => getCis({ query: { q, sort, limit }, signal }),
    meta: liveOn("ci"),
  });

/** Why each value of an item is what it is. */
export const ciValuesQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "values"],
    queryFn: ({ signal }) => getCisByIdValues({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

/** What each source says of an item. */
export const ciRecordsQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "records"],
    queryFn: ({ signal }) => getCisByIdRecords({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

/** Items that may be the same as this one. */
export const ciDuplicatesQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "duplicates"],
    queryFn: ({ signal }) => getCisByIdDuplicates({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

/** The files of an item. */
export const ciAttachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "attachments"],
    queryFn: ({ signal }) => getCisByIdAttachments({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

/** Who looked at an item and found it right, the newest first. */
export const ciAttestationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "attestations"],
    queryFn: ({ signal }) => getCisByIdAttestations({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

/** How well the items of a class, and of those below it, are known. */
export const qualityQuery = (ciClass: string) =>
  queryOptions({
    queryKey: ["quality", ciClass],
    queryFn: ({ signal }) => getQuality({ query: { class: ciClass }, signal }),
    meta: liveOn("ci"),
  });

/** What differs between two instants, in ISO 8601. */
export const estateDifferenceQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["estate-difference", from, to],
    queryFn: ({ signal }) => getEstateDifference({ query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });

/** Who saw the relations that an item has or had. */
export const ciEvidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["ci", id, "evidence"],
    queryFn: ({ signal }) => getCisByIdEvidence({ path: { id }, signal }),
    meta: liveOn("ci"),
  });

/**
 * An item as it was at an instant; when `knownAt` is given, as it was then believed. What was does not change, except by
 * what becomes known later.
 */
export const pastCiQuery = (id: string, asOf: string, knownAt = "") =>
  queryOptions({
    queryKey: ["ci", id, "at", asOf, knownAt],
    queryFn: ({ signal }) =>
      getCisById({ path: { id }, query: { asOf, ...(knownAt === "" ? {} : { knownAt }) }, signal }),
    meta: liveOn("ci"),
    retry: false,
  });

/** The neighbours that an item had at an instant. */
export const pastRelationsQuery = (id: string, asOf: string, knownAt = "") =>
  queryOptions({
    queryKey: ["ci", id, "relations", asOf, knownAt],
    queryFn: ({ signal }) =>
      getCisByIdRelations({ path: { id }, query: { asOf, ...(knownAt === "" ? {} : { knownAt }) }, signal }),
    meta: liveOn("ci"),
    retry: false,
  });
