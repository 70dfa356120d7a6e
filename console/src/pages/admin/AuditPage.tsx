import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChangeList } from "../../entities/activity";
import { channelsQuery } from "../../entities/channel";
import { IncidentLink } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { usersQuery } from "../../entities/user";
import { type Activity, getAudit, liveOn } from "../../shared/api";
import { FilterBar, useVocabulary } from "../../shared/filter";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, PageHeader, QueryState, type SimpleColumn, SimpleTable } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import classes from "./admin.module.css";

const PAGE_SIZE = 100;

/** Every change and sign-in: who, what, before and after, from where. Nothing in it can be changed. */
export default function AuditPage() {
  const [{ q }, setUrl] = useUrlState({ q: "" });
  const vocabulary = useVocabulary("activities");
  const audit = useInfiniteQuery({
    queryKey: ["audit", q],
    queryFn: ({ pageParam, signal }) =>
      getAudit({ query: { q, sort: "-at", limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: liveOn("audit"),
  });
  const names = useNames();
  return (
    <>
      <PageHeader
        title="Audit log"
        facts={<span className="muted">Append-only: entries are never changed or removed.</span>}
      />
      <PageBody>
        <FilterBar
          q={q}
          onChange={(next) => setUrl({ q: next })}
          vocabulary={vocabulary}
          placeholder="Filter: actor:mira verb:signed-in at>now-7d"
        />
        <Card flush>
          <QueryState query={audit} rows={10}>
            {({ pages }) => {
              const entries = pages.flatMap((page) => page.items);
              if (entries.length === 0) {
                return (
                  <Empty
                    kind="no-match"
                    title="Nothing matches"
                    action={
                      <Button variant="default" size="xs" onClick={() => setUrl({ q: "" })}>
                        Clear the filter
                      </Button>
                    }
                  />
                );
              }
              return (
                <SimpleTable
                  label="Audit log"
                  rows={entries}
                  keyOf={(entry) => entry.id}
                  columns={columnsOf(names)}
                  after={(entry) => Object.keys(entry.changes).length > 0 && <ChangeList changes={entry.changes} />}
                />
              );
            }}
          </QueryState>
          {audit.hasNextPage && (
            <div className={classes.more}>
              <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </Card>
      </PageBody>
    </>
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A number such as INC-41 as it is; of a UUID the end, which tells ids of one minute apart. */
export function shortId(id: string): string {
  return UUID.test(id) ? `…${id.slice(-8)}` : id;
}

/** What ids stand for, as far as it still exists and the role may see it. */
function useNames(): ReadonlyMap<string, string> {
  const users = useQuery({ ...usersQuery, enabled: useCan("user:read") });
  const channels = useQuery({ ...channelsQuery, enabled: useCan("channel:read") });
  return new Map([
    ...(users.data?.items ?? []).map(({ id, name }) => [id, name] as const),
    ...(channels.data?.items ?? []).map(({ id, name }) => [id, name] as const),
  ]);
}

function RecordName({ record, names }: { record: Activity["record"]; names: ReadonlyMap<string, string> }) {
  const name = names.get(record.id);
  if (record.type === "incident") return <IncidentLink number={record.id} />;
  return name ?? <code title={record.id}>{shortId(record.id)}</code>;
}

const columnsOf = (names: ReadonlyMap<string, string>): readonly SimpleColumn<Activity>[] => [
  { header: "When", width: "170px", cell: (entry) => <Timestamp at={entry.at} show="both" /> },
  {
    header: "Who",
    cell: (entry) => (
      <>
        <span className="strong">{entry.actor.name}</span>
        {entry.actor.kind !== "user" && <span className="muted"> {entry.actor.kind}</span>}
      </>
    ),
  },
  { header: "Did", cell: (entry) => entry.verb.replaceAll("-", " ") },
  {
    header: "What",
    cell: (entry) => (
      <>
        <span className="muted">{entry.record.type}</span> <RecordName record={entry.record} names={names} />
      </>
    ),
  },
  { header: "Message", cell: (entry) => entry.message },
  {
    header: "From",
    cell: (entry) => (entry.actor.origin ? <code>{entry.actor.origin}</code> : <span className="muted">–</span>),
  },
];
