import type { Alert } from "../../shared/api";

/** What an alert of Prometheus' rules may be about, most telling first: Kubernetes' own names before where it was scraped. */
const TELLING = ["pod", "node", "device", "container", "service", "instance", "host", "namespace", "job"] as const;

/**
 * What an alert without an item is about, by its labels; undefined where none of them tells. A pod is told with its
 * namespace, for its name alone is not unique.
 */
export function subjectOf(alert: Pick<Alert, "labels">): string | undefined {
  const { labels } = alert;
  const first = TELLING.find((name) => labels[name]);
  if (first === undefined) return undefined;
  return first === "pod" && labels.namespace ? `${labels.namespace}/${labels.pod}` : labels[first];
}
