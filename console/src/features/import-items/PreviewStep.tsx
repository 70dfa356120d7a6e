import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { IntentImport, ObjectCount } from "../../shared/api";
import { csvOf, downloadCsv } from "../../shared/chart/csv";
import { Card, Empty, SimpleTable } from "../../shared/ui";
import type { ImportProblem } from "./problems";

const PROBLEMS_SHOWN_MAX = 200;

interface PreviewStepProps {
  readonly made: IntentImport;
  readonly problems: readonly ImportProblem[];
}

/** What the file would change, what becomes of each kind of its objects, and what cannot be taken. */
export function PreviewStep({ made: { difference, account, source }, problems }: PreviewStepProps) {
  const { added, changed, removed, relationsAdded, relationsRemoved } = difference;
  const number = (count: number) => count.toLocaleString("en-GB");
  return (
    <>
      <Card title="What it changes">
        <p className="strong" role="status">
          {number(added)} new, {number(changed)} changed, {number(removed)} intended no more; {number(relationsAdded)}{" "}
          {relationsAdded === 1 ? "relation comes" : "relations come"}, {number(relationsRemoved)} go.
        </p>
      </Card>
      <Card title="What becomes of the file's objects" flush>
        <SimpleTable
          label="Objects of the file"
          rows={account}
          keyOf={({ kind }) => kind}
          columns={[
            { header: "Kind", cell: ({ kind }) => kind },
            { header: "In the file", align: "end", width: "12%", cell: ({ total }) => number(total) },
            { header: "Items", align: "end", width: "12%", cell: ({ items }) => number(items) },
            { header: "Relations", align: "end", width: "12%", cell: ({ relations }) => number(relations) },
            { header: "Attributes", align: "end", width: "12%", cell: ({ folded }) => number(folded) },
            { header: "Left out", width: "30%", cell: skippedWords },
          ]}
        />
      </Card>
      <Card
        title="Problems"
        about={problems.length > 0 && `${number(problems.length)}; what is good beside them is taken`}
        actions={
          problems.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={14} />}
              onClick={() => downloadProblems(source, problems)}
            >
              Download CSV
            </Button>
          )
        }
        flush
      >
        {problems.length === 0 ? (
          <Empty kind="all-good" title="All of it can be taken" />
        ) : (
          <SimpleTable
            label="Problems"
            rows={problems.slice(0, PROBLEMS_SHOWN_MAX).map((problem, at) => ({ ...problem, at }))}
            keyOf={({ at }) => at}
            columns={[
              { header: "Where", width: "12%", cell: ({ place }) => place },
              { header: "Column or field", width: "22%", cell: ({ column }) => <span className="mono">{column}</span> },
              { header: "What is wrong", cell: ({ words }) => words },
            ]}
          />
        )}
        {problems.length > PROBLEMS_SHOWN_MAX && (
          <p className="muted" style={{ padding: 12 }}>
            and {number(problems.length - PROBLEMS_SHOWN_MAX)} more, which the download has.
          </p>
        )}
      </Card>
    </>
  );
}

function skippedWords({ skipped }: ObjectCount): string {
  return Object.entries(skipped)
    .map(([why, count]) => `${count.toLocaleString("en-GB")} ${why}`)
    .join(", ");
}

function downloadProblems(source: string, problems: readonly ImportProblem[]): void {
  const rows = problems.map(({ place, column, words }) => [place, column, words]);
  downloadCsv(`problems of ${source}`, csvOf([["where", "column or field", "problem"], ...rows]));
}
