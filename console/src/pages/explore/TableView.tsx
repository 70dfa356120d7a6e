import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type InstantRow, instantQuery, seriesText } from "../../entities/metric";
import { csvOf, downloadCsv } from "../../shared/chart";
import { formatValue, unitWord } from "../../shared/format/units";
import { formatInstant, useTimeWindow } from "../../shared/time";
import { Card, Empty, QueryState, SimpleTable } from "../../shared/ui";
import classes from "./explore.module.css";
import type { Explored } from "./useExploration";

const SHOWN_MAX = 500;

/** What each query answers at the end of the time range. */
export function TableView({ explored }: { readonly explored: readonly Explored[] }) {
  return explored.map((query) => <AnswerTable key={query.letter} query={query} several={explored.length > 1} />);
}

function AnswerTable({ query, several }: { readonly query: Explored; readonly several: boolean }) {
  const { to, zone } = useTimeWindow();
  const answer = useQuery(instantQuery(query.expr, to));
  const unit = unitWord(query.unit);
  const rows = answer.data ? sorted(answer.data.rows) : [];
  return (
    <Card
      title={several ? `Query ${query.letter}` : "Values"}
      about={`${aboutOf(rows.length)} at ${formatInstant(to, zone)}`}
      flush
      actions={
        rows.length > 0 && (
          <Button
            variant="subtle"
            leftSection={<IconDownload size={15} />}
            onClick={() => downloadCsv(`query-${query.letter}`, csvOf(csvRows(rows)))}
          >
            CSV
          </Button>
        )
      }
    >
      <QueryState query={answer} rows={4}>
        {() =>
          rows.length === 0 ? (
            <Empty kind="no-match" title="No series">
              Nothing answers at the end of the time range.
            </Empty>
          ) : (
            <SimpleTable
              label={`Answer of query ${query.letter}`}
              rows={rows.slice(0, SHOWN_MAX)}
              keyOf={({ metric }) => seriesText(metric)}
              columns={[
                {
                  header: "Series",
                  cell: ({ metric }) => <code className={classes.series}>{seriesText(metric)}</code>,
                },
                {
                  header: unit === "" ? "Value" : `Value in ${unit}`,
                  align: "end",
                  width: "190px",
                  cell: (row) => <span className="numeric">{row.words ?? formatValue(row.value, query.unit)}</span>,
                },
              ]}
            />
          )
        }
      </QueryState>
    </Card>
  );
}

/** Largest first; what is no number stands at the end. */
function sorted(rows: readonly InstantRow[]): InstantRow[] {
  const rank = ({ value }: InstantRow) =>
    value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  return [...rows].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? 1 : -1));
}

function aboutOf(count: number): string {
  const series = `${count.toLocaleString("en-GB")} series`;
  return count > SHOWN_MAX ? `the highest ${SHOWN_MAX} of ${series}` : series;
}

function csvRows(rows: readonly InstantRow[]): string[][] {
  return [["series", "value"], ...rows.map(({ metric, value, words }) => [seriesText(metric), words ?? String(value)])];
}
