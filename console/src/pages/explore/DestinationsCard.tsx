import { useQuery } from "@tanstack/react-query";
import type { DestinationState } from "../../shared/api";
import { formatValue } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { Card, QueryState, type SimpleColumn, SimpleTable, StatePill } from "../../shared/ui";
import { destinationsQuery, fullnessOf, stateOfDestination } from "./destinations";
import classes from "./explore.module.css";

/** Where samples are written to by remote write, how far, and what was wrong last; nothing where none is named. */
export function DestinationsCard() {
  const query = useQuery(destinationsQuery);
  if (query.data?.items.length === 0) return null;
  return (
    <Card title="Remote write" about="Where samples are written to" flush>
      <QueryState query={query} rows={2}>
        {({ items }) => (
          <SimpleTable
            label="Destinations of remote write"
            rows={items}
            columns={COLUMNS}
            keyOf={({ name, url }) => `${name} ${url}`}
            after={(destination) => (destination.lastError === "" ? undefined : <Trouble destination={destination} />)}
          />
        )}
      </QueryState>
    </Card>
  );
}

const COLUMNS: readonly SimpleColumn<DestinationState>[] = [
  { header: "State", width: "104px", cell: (destination) => <StatePill {...stateOfDestination(destination)} /> },
  {
    header: "Destination",
    cell: ({ name, url }) => (
      <>
        <strong className="strong">{name}</strong> <span className="mono">{url}</span>
      </>
    ),
  },
  {
    header: "Taken up to",
    width: "110px",
    align: "end",
    cell: ({ highestSentMillis }) =>
      highestSentMillis == null ? "nothing yet" : <Timestamp at={new Date(highestSentMillis).toISOString()} />,
  },
  { header: "Sent", width: "92px", align: "end", cell: ({ sentTotal }) => countOf(sentTotal) },
  {
    header: "Behind",
    width: "150px",
    align: "end",
    cell: ({ pending, bytesBehind }) => `${countOf(pending)}, ${formatValue(bytesBehind, "By")}`,
  },
  { header: "Refused", width: "84px", align: "end", cell: ({ failedTotal }) => countOf(failedTotal) },
  { header: "Dropped", width: "84px", align: "end", cell: ({ droppedTotal }) => countOf(droppedTotal) },
];

function countOf(samples: number): string {
  return samples.toLocaleString("en-GB");
}

/** What it said last, and what is lost when it goes on like that. */
function Trouble({ destination }: { readonly destination: DestinationState }) {
  const { healthy, lastError, lastErrorAt, failingSince, bytesBehindMax } = destination;
  const fullness = fullnessOf(destination);
  return (
    <p className={healthy ? classes.past : classes.error}>
      {failingSince && (
        <>
          Failing since <Timestamp at={failingSince} show="both" />.{" "}
        </>
      )}
      {healthy ? "Last failed" : "Last"} {lastErrorAt && <Timestamp at={lastErrorAt} />}: {lastError}
      {!healthy &&
        fullness > 0.01 &&
        `. ${formatValue(fullness, "1")} of the ${formatValue(bytesBehindMax, "By")} that may wait is used.`}
    </p>
  );
}
