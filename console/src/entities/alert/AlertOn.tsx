import type { Alert } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { CiLink } from "../ci/CiLink";
import { subjectOf } from "./subject";

/** What an alert is on: its item, or what its labels tell where no item is known. */
export function AlertOn({ alert }: { readonly alert: Pick<Alert, "ciId" | "ciName" | "labels"> }) {
  if (alert.ciId) return <CiLink id={alert.ciId} name={alert.ciName ?? alert.ciId} />;
  const subject = subjectOf(alert);
  return subject === undefined ? NO_VALUE : <span title={subject}>{subject}</span>;
}
