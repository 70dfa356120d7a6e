import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../../entities/session";
import { Card, ErrorState, Loading, PageBody, PageHeader, StateMark } from "../../shared/ui";
import { type StepState, useSteps } from "./useSteps";
import classes from "./WelcomePage.module.css";

/** The first steps, each with the proof that it works: data that arrived, not a ticked box. */
export default function WelcomePage() {
  const { user } = useSession();
  const steps = useSteps();
  const known = steps.filter((step) => step.state.kind !== "hidden");
  const done = steps.filter((step) => step.state.kind === "done").length;
  return (
    <>
      <PageHeader
        title={`Welcome, ${user.displayName}`}
        facts={
          <span className="muted" role="status">
            {done === known.length
              ? "Everything is in place. Binnacle watches."
              : `${done} of ${known.length} steps are done.`}
          </span>
        }
        actions={
          <Button component={Link} to="/overview">
            Go to Overview
          </Button>
        }
      />
      <PageBody>
        <Card flush>
          <ol className={classes.steps}>
            {steps.map((step) => (
              <li key={step.title} className={classes.step}>
                <StepMark state={step.state} />
                <div className={classes.text}>
                  <h2>
                    {step.title}
                    <span className="visually-hidden">{step.state.kind === "done" ? ": done" : ": open"}</span>
                  </h2>
                  <Proof state={step.state} />
                </div>
                {step.to !== undefined && step.state.kind !== "hidden" && (
                  <Button component={Link} to={step.to} variant="default" aria-label={`${step.action}: ${step.title}`}>
                    {step.action}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </Card>
      </PageBody>
    </>
  );
}

function StepMark({ state }: { state: StepState }) {
  return <StateMark state={state.kind === "done" ? "ok" : "unknown"} size={20} />;
}

function Proof({ state }: { state: StepState }): ReactNode {
  switch (state.kind) {
    case "done":
    case "open":
      return <p className="muted">{state.proof}</p>;
    case "loading":
      return <Loading rows={1} />;
    case "failed":
      return <ErrorState error={state.error} onRetry={state.retry} />;
    case "hidden":
      return <p className="muted">Your role may not see this: it needs {state.permission}.</p>;
  }
}
