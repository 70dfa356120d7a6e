import { useQuery } from "@tanstack/react-query";
import { ChangeList, ciClassesQuery } from "../../entities/ci";
import type { Incident } from "../../shared/api";
import { Card, Empty, ErrorState, Loading } from "../../shared/ui";
import type { ChangesBefore } from "./useChangesBefore";

interface ChangesCardProps {
  readonly incident: Incident;
  readonly changes: ChangesBefore;
  readonly max?: number;
}

/** What changed nearby in the hour before. Evidence, not a verdict. */
export function ChangesCard({ incident, changes, max }: ChangesCardProps) {
  const ciClasses = useQuery(ciClassesQuery);
  const known = ciClasses.data?.items.map(({ ciClass }) => ciClass) ?? [];
  return (
    <Card title="Changed before it started" about="On the item and its neighbours, within an hour" flush>
      {changes.error ? (
        <ErrorState error={changes.error} onRetry={changes.refetch} />
      ) : changes.data === undefined ? (
        <Loading rows={3} label="Loading changes" />
      ) : changes.data.length === 0 ? (
        <Empty kind="no-match" title={incident.ciId ? "Nothing changed" : "Not known"}>
          {incident.ciId
            ? "Discovery saw no change of this item or its neighbours in that hour."
            : "The incident is about no item."}
        </Empty>
      ) : (
        <ChangeList changes={changes.data} classes={known} {...(max === undefined ? {} : { max })} />
      )}
    </Card>
  );
}
