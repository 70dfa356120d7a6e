import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CiLink, ciClassesQuery, Differences, estateDifferenceQuery, InventoryTabs } from "../../entities/ci";
import type { CiClass, ClassSummary, EstateDifference } from "../../shared/api";
import { useTimeWindow } from "../../shared/time";
import { Card, Empty, PageBody, PageHeader, QueryState, Segments, SimpleTable } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { DIFFERENCES_MAX, type KindFilter, kindChoices, kindWord, matching, wholeMinutes } from "./differences";
import classes from "./estate-changes.module.css";

/** What differs between the two ends of the time range: which items came, went or are otherwise, and who told of it. */
export default function EstateChangesPage() {
  const window = useTimeWindow(60_000);
  const { from, to } = useMemo(() => wholeMinutes(window), [window]);
  const query = useQuery(estateDifferenceQuery(from, to));
  const summaries = useQuery(ciClassesQuery).data?.items;
  const [url, setUrl] = useUrlState({ kind: "all", text: "" });
  return (
    <>
      <PageHeader title="What changed">
        <InventoryTabs current="/estate-changes" />
      </PageHeader>
      <PageBody>
        <QueryState query={query} rows={8}>
          {({ items }) => {
            const shown = matching(items, url.kind as KindFilter, url.text);
            return (
              <>
                <div className={classes.tools}>
                  <Segments
                    label="Kind of difference"
                    choices={kindChoices(items)}
                    current={url.kind as KindFilter}
                    onPick={(kind) => setUrl({ kind })}
                  />
                  <TextInput
                    aria-label="Name, class, field or source"
                    placeholder="Name, class, field or source"
                    value={url.text}
                    onChange={(event) => setUrl({ text: event.currentTarget.value })}
                  />
                </div>
                <Card
                  title="Between the two ends of the time range"
                  about={items.length >= DIFFERENCES_MAX ? `the first ${DIFFERENCES_MAX.toLocaleString("en-GB")}` : ""}
                  flush
                >
                  {shown.length === 0 ? (
                    <Empty
                      kind={items.length === 0 ? "all-good" : "no-match"}
                      title={items.length === 0 ? "The estate was the same at both" : "No difference is like that"}
                    />
                  ) : (
                    <Table items={shown} summaries={summaries} />
                  )}
                </Card>
              </>
            );
          }}
        </QueryState>
      </PageBody>
    </>
  );
}

interface TableProps {
  readonly items: readonly EstateDifference[];
  readonly summaries: readonly ClassSummary[] | undefined;
}

function Table({ items, summaries }: TableProps) {
  const classOf = (name: string) => summaries?.find(({ ciClass }) => ciClass.name === name)?.ciClass;
  return (
    <SimpleTable<EstateDifference>
      label="Items that differ"
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { header: "Item", width: "26%", cell: ({ id, name }) => <CiLink id={id} name={name} /> },
        { header: "Class", width: "14%", cell: ({ ciClass }) => classOf(ciClass)?.label ?? ciClass },
        { header: "What", width: "10%", cell: ({ kind }) => kindWord(kind) },
        { header: "Before and after", cell: (item) => <Changes item={item} ciClass={classOf(item.ciClass)} /> },
        { header: "Told by", width: "14%", cell: ({ by }) => by.join(", ") },
      ]}
    />
  );
}

interface ChangesProps {
  readonly item: EstateDifference;
  readonly ciClass: CiClass | undefined;
}

function Changes({ item, ciClass }: ChangesProps) {
  const { lifecycle } = item.changes;
  return (
    <>
      {lifecycle && (
        <div>
          {lifecycle.before?.replaceAll("_", " ")} → {lifecycle.after?.replaceAll("_", " ")}
        </div>
      )}
      <Differences change={item} ciClass={ciClass} />
    </>
  );
}
