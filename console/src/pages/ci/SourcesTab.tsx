import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ciDuplicatesQuery, ciRecordsQuery, ciValuesQuery, DuplicatesTable, otherOf } from "../../entities/ci";
import { useCan } from "../../entities/session";
import { MergeDialog } from "../../features/identity/MergeDialog";
import { SplitDialog } from "../../features/identity/SplitDialog";
import type { CiClass, ConfigurationItem, DuplicateSuspicion, Resolution, SourceRecord } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, PageBody, QueryState, SimpleTable } from "../../shared/ui";
import { EditButton } from "./EditButton";
import { lostWords, valueWords, whyWords } from "./sources";

interface SourcesTabProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
}

/** Who says what of the item, whose word counts and why, and what else it may be. */
export default function SourcesTab({ ci, ciClass }: SourcesTabProps) {
  return (
    <PageBody>
      <Values ci={ci} ciClass={ciClass} />
      <Records ci={ci} />
      <Duplicates ci={ci} />
    </PageBody>
  );
}

function Values({ ci, ciClass }: SourcesTabProps) {
  const query = useQuery(ciValuesQuery(ci.id));
  const attributeOf = (name: string) => ciClass?.attributes.find((attribute) => attribute.name === name);
  const label = (name: string) => (name === "name" ? "Name" : (attributeOf(name)?.label ?? name));
  return (
    <Card
      title="Why this value"
      about="Of what the sources say, what counts and what lost"
      actions={<EditButton ci={ci} ciClass={ciClass} />}
      flush
    >
      <QueryState query={query} rows={8}>
        {({ items }) => (
          <SimpleTable<Resolution>
            label="Values and where they come from"
            rows={items}
            keyOf={({ attribute }) => attribute}
            columns={[
              { header: "Attribute", cell: ({ attribute }) => label(attribute), width: "18%" },
              {
                header: "Value",
                cell: (one) => valueWords(one.candidates[0], attributeOf(one.attribute)),
                width: "26%",
              },
              { header: "Source", cell: ({ candidates }) => candidates[0]?.statement.source, width: "12%" },
              { header: "Counts because", cell: whyWords, width: "22%" },
              { header: "Lost", cell: (one) => lostWords(one, attributeOf(one.attribute)) },
            ]}
          />
        )}
      </QueryState>
    </Card>
  );
}

function Records({ ci }: { readonly ci: ConfigurationItem }) {
  const query = useQuery(ciRecordsQuery(ci.id));
  const mayWrite = useCan("ci:write");
  const [telling, setTelling] = useState<SourceRecord>();
  return (
    <Card title="Records" about="What each source shows; together they are this item" flush>
      <QueryState query={query} rows={3}>
        {({ items }) => (
          <SimpleTable
            label="Records"
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { header: "Source", cell: ({ source }) => source, width: "12%" },
              { header: "Scope", cell: ({ scope }) => <span className="mono">{scope}</span>, width: "18%" },
              { header: "Key", cell: ({ key }) => <span className="mono">{key}</span> },
              { header: "State", cell: ({ state }) => state, width: "9%" },
              { header: "First seen", cell: ({ firstSeen }) => <Timestamp at={firstSeen} show="time" />, width: "12%" },
              { header: "Last seen", cell: ({ lastSeen }) => <Timestamp at={lastSeen} />, width: "10%" },
              {
                header: "Times",
                cell: ({ seenCount }) => seenCount.toLocaleString("en-GB"),
                align: "end",
                width: "7%",
              },
              ...(mayWrite && items.length > 1
                ? [
                    {
                      header: "Actions",
                      quietHeader: true,
                      width: "110px",
                      cell: (record: SourceRecord) => (
                        <Button size="compact-xs" variant="default" onClick={() => setTelling(record)}>
                          Tell apart
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </QueryState>
      {telling && <SplitDialog id={ci.id} record={telling} onClose={() => setTelling(undefined)} />}
    </Card>
  );
}

function Duplicates({ ci }: { readonly ci: ConfigurationItem }) {
  const query = useQuery(ciDuplicatesQuery(ci.id));
  const mayWrite = useCan("ci:write");
  const [joining, setJoining] = useState<DuplicateSuspicion>();
  return (
    <Card title="May be the same" flush>
      <QueryState query={query} rows={2}>
        {({ items }) => (
          <DuplicatesTable
            suspicions={items}
            of={ci.id}
            nothing="Nothing else looks like it"
            onJoin={mayWrite ? setJoining : undefined}
          />
        )}
      </QueryState>
      {joining && (
        <MergeDialog id={ci.id} name={ci.name} other={otherOf(joining, ci.id)} onClose={() => setJoining(undefined)} />
      )}
    </Card>
  );
}
