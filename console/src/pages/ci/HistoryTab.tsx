import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeList, ciHistoryQuery } from "../../entities/ci";
import type { ClassSummary, ConfigurationItem } from "../../shared/api";
import { Card, Empty, PageBody, QueryState } from "../../shared/ui";
import classes from "./ci.module.css";

interface HistoryTabProps {
  readonly ci: ConfigurationItem;
  readonly ciClasses: readonly ClassSummary[] | undefined;
}

const PAGE = 100;
const MOST = 500;

/** Every change of the item, before and after, newest first. */
export function HistoryTab({ ci, ciClasses }: HistoryTabProps) {
  const [limit, setLimit] = useState(PAGE);
  const query = useQuery({ ...ciHistoryQuery(ci.id, limit), placeholderData: keepPreviousData });
  const total = query.data?.total ?? 0;
  return (
    <PageBody>
      <Card title="History" about={query.data && `${total} ${total === 1 ? "change" : "changes"}, newest first`} flush>
        <QueryState query={query} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="all-good" title="No change so far" />
            ) : (
              <ChangeList changes={items} classes={(ciClasses ?? []).map(({ ciClass }) => ciClass)} />
            )
          }
        </QueryState>
        {total > limit && limit < MOST && (
          <div className={classes.moreBar}>
            <Button
              size="compact-sm"
              variant="default"
              loading={query.isPlaceholderData}
              onClick={() => setLimit(MOST)}
            >
              Show older ones
            </Button>
          </div>
        )}
      </Card>
    </PageBody>
  );
}
