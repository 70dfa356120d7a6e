import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChangeList, ciChangesQuery, ciClassesQuery } from "../../entities/ci";
import { formatDuration, useTimeWindow } from "../../shared/time";
import { Card, Empty, QueryState } from "../../shared/ui";

const CHANGES_MAX = 500;
const GROUPS_MAX = 12;

/** What changed in the time range, newest first; what one discovery found together is one line. */
export function ChangedCard() {
  // A minute is fine enough: a live list is asked for again by the live stream anyway.
  const { from, to } = useTimeWindow(60_000);
  const ciClasses = useQuery(ciClassesQuery);
  const query = useQuery({
    ...ciChangesQuery(`at>=${iso(from)} at<=${iso(to + 60_000)}`, CHANGES_MAX),
    placeholderData: keepPreviousData,
  });
  return (
    <Card title="What changed" about={`Within ${formatDuration(to - from)}`} flush>
      <QueryState query={query} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="no-match" title="Nothing changed">
              Discovery saw no change in this time range.
            </Empty>
          ) : (
            <ChangeList
              changes={items}
              classes={(ciClasses.data?.items ?? []).map(({ ciClass }) => ciClass)}
              max={GROUPS_MAX}
            />
          )
        }
      </QueryState>
    </Card>
  );
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}
