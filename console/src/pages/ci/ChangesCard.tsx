import { useQuery } from "@tanstack/react-query";
import { ChangeList, ciHistoryQuery } from "../../entities/ci";
import type { ClassSummary, ConfigurationItem } from "../../shared/api";
import { Card, Empty, QueryState } from "../../shared/ui";

interface ChangesCardProps {
  readonly ci: ConfigurationItem;
  readonly ciClasses: readonly ClassSummary[] | undefined;
}

const CHANGES_MAX = 100;
const GROUPS_MAX = 6;

export function ChangesCard({ ci, ciClasses }: ChangesCardProps) {
  const query = useQuery(ciHistoryQuery(ci.id, CHANGES_MAX));
  return (
    <Card title="Latest changes" flush>
      <QueryState query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="all-good" title="No change so far" />
          ) : (
            <ChangeList changes={items} classes={(ciClasses ?? []).map(({ ciClass }) => ciClass)} max={GROUPS_MAX} />
          )
        }
      </QueryState>
    </Card>
  );
}
