import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { lastCheck, rulesQuery } from "../../entities/alert";
import type { Alert, AlertPage, ConfigurationItem } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { type Answer, AnswerStrip, ButtonLink } from "../../shared/ui";
import classes from "./ci.module.css";

interface CiAnswersProps {
  readonly ci: ConfigurationItem;
  readonly alerts: UseQueryResult<AlertPage>;
}

/** What is broken on the item or its parts, why its rule thinks so, and what the rule advises. */
export function CiAnswers({ ci, alerts }: CiAnswersProps) {
  const rules = useQuery(rulesQuery);
  const [worst, ...others] = alerts.data?.items ?? [];
  const rule = rules.data?.items.find((candidate) => candidate.rule.id === worst?.ruleId)?.rule;
  const answers = worst
    ? [brokenAnswer(ci, worst, others.length), whyAnswer(worst, rule?.why), nextAnswer(worst, rule?.whatToDo)]
    : quietAnswers(ci, alerts, lastCheck(rules.data?.items));
  return <AnswerStrip answers={answers} />;
}

function brokenAnswer(ci: ConfigurationItem, worst: Alert, others: number): Answer {
  return {
    title: "What is broken",
    children: (
      <>
        <strong>{worst.title}.</strong> {others > 0 && `And ${others} more ${others === 1 ? "alert" : "alerts"}.`}
      </>
    ),
    about: (
      <>
        {worst.ciId !== ci.id && `On ${worst.ciName ?? "a part"} · `}since{" "}
        <Timestamp at={worst.startedAt} show="both" />
      </>
    ),
  };
}

function whyAnswer(worst: Alert, why: string | undefined): Answer {
  return {
    title: "Why",
    children: <strong>{worst.reason}</strong>,
    ...(why ? { about: <span className={classes.clamp}>{why}</span> } : {}),
  };
}

function nextAnswer(worst: Alert, advice: string | undefined): Answer {
  return {
    title: "Do next",
    children: <span className={classes.clamp}>{advice || "Look at what changed, then at the curves below."}</span>,
    ...(worst.incidentNumber
      ? {
          action: (
            <ButtonLink to={`/incidents/${worst.incidentNumber}`} variant="filled" className={classes.fixed ?? ""}>
              {worst.incidentNumber}
            </ButtonLink>
          ),
        }
      : {}),
  };
}

function quietAnswers(ci: ConfigurationItem, alerts: UseQueryResult<AlertPage>, checked: string | undefined): Answer[] {
  if (ci.lifecycle === "missing") {
    return [
      { title: "What is broken", children: <strong>Discovery does not find it any more.</strong> },
      {
        title: "Why",
        children: "It was stopped, removed or renamed, or it is hidden from discovery.",
        about: (
          <>
            Last seen <Timestamp at={ci.lastSeen} show="both" />
          </>
        ),
      },
      { title: "Do next", children: "Find out whether that was meant. If it was, it will be retired by itself." },
    ];
  }
  if (alerts.isError) {
    return [
      { title: "What is broken", children: "The alerts could not be read." },
      { title: "Why", children: "Not known." },
      { title: "Do next", children: "Try again, or look at the curves below." },
    ];
  }
  const known = alerts.data !== undefined;
  return [
    {
      title: "What is broken",
      children: known ? <strong>Nothing.</strong> : <span className="muted">Looking…</span>,
      about: checked === undefined ? "No rule has looked yet" : <Checked at={checked} />,
    },
    { title: "Why", children: "No rule finds anything wrong with it or its parts." },
    { title: "Do next", children: "Nothing to do." },
  ];
}

function Checked({ at }: { readonly at: string }) {
  return (
    <>
      Checked <Timestamp at={at} />
    </>
  );
}
