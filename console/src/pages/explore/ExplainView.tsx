import { useQuery } from "@tanstack/react-query";
import { explainQuery } from "../../entities/metric";
import type { QueryExplanation, QueryStep } from "../../shared/api";
import { useTimeWindow } from "../../shared/time";
import { Card, Fact, QueryState, SimpleTable, UsageBar } from "../../shared/ui";
import classes from "./explore.module.css";
import type { Explored } from "./useExploration";

/** Explaining evaluates: as wide as a usual chart, and at most once a minute. */
const WIDTH = 960;

/** What each query touches and where its time goes. */
export function ExplainView({ explored }: { readonly explored: readonly Explored[] }) {
  return explored.map((query) => <Explained key={query.letter} query={query} several={explored.length > 1} />);
}

function Explained({ query, several }: { readonly query: Explored; readonly several: boolean }) {
  const { from, to } = useTimeWindow(60_000);
  const explanation = useQuery(explainQuery(query.expr, { from, to }, WIDTH));
  return (
    <Card title={several ? `Query ${query.letter}` : "Where the time goes"} flush>
      <QueryState query={explanation} rows={4}>
        {(answer) => (
          <>
            <p className={classes.facts}>
              <Fact label="Took">{millis(answer.tookMillis)}</Fact>
              <Fact label="Series">{answer.series.toLocaleString("en-GB")}</Fact>
              <Fact label="Samples">{answer.samples.toLocaleString("en-GB")}</Fact>
              <Fact label="Answers">{answer.results.toLocaleString("en-GB")}</Fact>
            </p>
            <Steps answer={answer} label={`Steps of query ${query.letter}`} />
          </>
        )}
      </QueryState>
    </Card>
  );
}

function Steps({ answer, label }: { readonly answer: QueryExplanation; readonly label: string }) {
  // A step has no name of its own: its place in the walk is what it is.
  const steps = answer.steps.map((step, index) => ({ step, index }));
  return (
    <SimpleTable
      label={label}
      rows={steps}
      keyOf={({ index }) => index}
      columns={[
        { header: "Part", cell: ({ step }) => <Part step={step} /> },
        { header: "Times", align: "end", width: "80px", cell: ({ step }) => number(step.times) },
        { header: "Series", align: "end", width: "80px", cell: ({ step }) => number(step.series) },
        { header: "Samples", align: "end", width: "100px", cell: ({ step }) => number(step.samples) },
        { header: "Answers", align: "end", width: "80px", cell: ({ step }) => number(step.results) },
        { header: "Finding", align: "end", width: "90px", cell: ({ step }) => millis(step.findingMillis) },
        { header: "Reading", align: "end", width: "90px", cell: ({ step }) => millis(step.readingMillis) },
        {
          header: "Took",
          width: "150px",
          cell: ({ step }) => (
            <span className={classes.took}>
              <span className="numeric">{millis(step.tookMillis)}</span>
              <UsageBar
                ratio={answer.tookMillis === 0 ? 0 : step.tookMillis / answer.tookMillis}
                state="ok"
                label={`Share of the time: ${step.expression}`}
              />
            </span>
          ),
        },
      ]}
    />
  );
}

function Part({ step }: { readonly step: QueryStep }) {
  return (
    <code className={classes.series} style={{ paddingInlineStart: step.depth * 14 }}>
      {step.expression}
      {step.fused && <span className={classes.fused}> with the part around it</span>}
    </code>
  );
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}

function millis(value: number): string {
  return `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en-GB")} ms`;
}
