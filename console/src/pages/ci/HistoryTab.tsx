import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeList, ciHistoryQuery } from "../../entities/ci";
import type { CiClass, ClassSummary, ConfigurationItem } from "../../shared/api";
import { Card, Empty, PageBody, QueryState } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import classes from "./ci.module.css";
import { DifferenceCard } from "./DifferenceCard";
import { PastCard } from "./PastCard";
import { TimeSlider } from "./TimeSlider";
import { stopsOf } from "./versions";

interface HistoryTabProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
  readonly ciClasses: readonly ClassSummary[] | undefined;
}

const PAGE = 100;
const MOST = 500;

/** The item as it was at any instant, what differs between two of them, and every change, newest first. */
export default function HistoryTab({ ci, ciClass, ciClasses }: HistoryTabProps) {
  const [limit, setLimit] = useState(PAGE);
  const [url, setUrl] = useUrlState({ at: "", known: "", against: "" });
  const query = useQuery({ ...ciHistoryQuery(ci.id, limit), placeholderData: keepPreviousData });
  const total = query.data?.total ?? 0;
  return (
    <PageBody>
      <TimeSlider
        stops={stopsOf(query.data?.items ?? [], ci.firstSeen)}
        at={url.at}
        known={url.known}
        onChange={(change) => setUrl(change)}
      />
      {url.at !== "" && (
        <>
          <DifferenceCard
            ci={ci}
            ciClass={ciClass}
            at={url.at}
            known={url.known}
            against={url.against}
            onAgainst={(against) => setUrl({ against })}
          />
          <PastCard ci={ci} ciClasses={ciClasses} at={url.at} known={url.known} />
        </>
      )}
      <Card title="History" about={query.data && `${total} ${total === 1 ? "change" : "changes"}, newest first`} flush>
        <QueryState query={query} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="all-good" title="No change so far" />
            ) : (
              <ChangeList changes={items} classes={(ciClasses ?? []).map((summary) => summary.ciClass)} />
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
