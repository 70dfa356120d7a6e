import { expect, it } from "vitest";
import type { CiChange } from "../../shared/api";
import { changesNear } from "./useChangesBefore";

const change = (ciId: string, kind: string, at: string) => ({ ciId, kind, at }) as CiChange;

it("a file system that appears on a known host is news, what its first discovery found is not", () => {
  const host = { id: "host", firstSeen: "2026-11-22T10:00:00Z" };
  const volume = { id: "volume", firstSeen: "2026-11-22T14:00:00Z" };
  const mounted = change("volume", "created", "2026-11-22T14:00:00Z");
  const first = change("host", "created", "2026-11-22T10:00:00Z");
  const elsewhere = change("other", "changed", "2026-11-22T14:00:00Z");
  expect(changesNear([volume, host], [mounted, first, elsewhere])).toEqual([mounted]);
  expect(changesNear([host], [first])).toEqual([]);
});
