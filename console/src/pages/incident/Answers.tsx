import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rulesQuery } from "../../entities/alert";
import { groupChanges, kindWords } from "../../entities/ci";
import { alertsWords } from "../../entities/incident";
import type { Alert, Incident } from "../../shared/api";
import { useCommand } from "../../shared/command";
import { formatDuration, roundedMinutes, Timestamp } from "../../shared/time";
import { type Answer, AnswerStrip } from "../../shared/ui";
import classes from "./incident.module.css";
import type { ChangesBefore } from "./useChangesBefore";

interface AnswersProps {
  readonly incident: Incident;
  readonly alerts: readonly Alert[] | undefined;
  readonly changes: ChangesBefore;
}

/** What is broken, what changed before, what to do next. Only what is known: a guess would be worse than nothing. */
export function Answers({ incident, alerts, changes }: AnswersProps) {
  const worst = alerts?.find((alert) => alert.state !== "resolved") ?? alerts?.[0];
  return (
    <AnswerStrip
      answers={[
        brokenAnswer(incident, worst),
        changedAnswer(incident, changes),
        { title: "Do next", ...useNextStep(incident, worst) },
      ]}
    />
  );
}

/** A number and its unit stay on one line. */
const unbroken = (text: string) => text.replace(/(\d) (?=%)/g, "$1\u00a0");

function brokenAnswer(incident: Incident, worst: Alert | undefined): Answer {
  const title = "What is broken";
  if (incident.status === "resolved") {
    return {
      title,
      children: (
        <>
          <strong>Nothing any more.</strong> {incident.resolution}
        </>
      ),
      about: incident.resolvedAt ? <Timestamp at={incident.resolvedAt} show="both" /> : undefined,
    };
  }
  if (!worst) {
    return { title, children: <strong>{incident.title}</strong>, about: `Said by ${incident.openedBy}` };
  }
  return {
    title,
    children: (
      <>
        <strong>{worst.title}.</strong> {worst.description !== worst.title && unbroken(worst.description)}
      </>
    ),
    about: `${worst.reason} · ${alertsWords(incident)}`,
  };
}

function changedAnswer(incident: Incident, changes: ChangesBefore): Answer {
  const title = "What changed before";
  if (changes.error) {
    return { title, children: "The history could not be read." };
  }
  if (changes.data === undefined) {
    return { title, children: <span className="muted">Looking…</span> };
  }
  const [latest] = groupChanges(changes.data);
  const first = latest?.changes[0];
  if (!latest || !first) {
    return {
      title,
      children: incident.ciId ? (
        <>
          <strong>Nothing</strong> on this item or its neighbours.
        </>
      ) : (
        "Not known: the incident is about no item."
      ),
      ...(incident.ciId ? { about: "In the hour before it started" } : {}),
    };
  }
  const ahead = Date.parse(incident.openedAt) - Date.parse(latest.at);
  const others = latest.changes.length - 1;
  return {
    title,
    children: (
      <>
        <strong>
          {first.ciName}
          {others > 0 && ` and ${others} more`}
        </strong>{" "}
        {kindWords(latest.kind)} {formatDuration(roundedMinutes(ahead))} before.
      </>
    ),
    about: `${changes.data.length} ${changes.data.length === 1 ? "change" : "changes"} nearby in the hour before; none is proven to be the cause`,
  };
}

/** Somebody must look first; then the rule says what helps. */
function useNextStep(incident: Incident, worst: Alert | undefined): Omit<Answer, "title"> {
  const acknowledge = useCommand("incident.acknowledge");
  const resolve = useCommand("incident.resolve");
  const rules = useQuery(rulesQuery);
  const rule = rules.data?.items.find((candidate) => candidate.rule.id === worst?.ruleId)?.rule;
  const advice = rule?.whatToDo ? <p className={classes.advice}>{rule.whatToDo}</p> : undefined;
  const over = worst?.state === "resolved";
  switch (incident.status) {
    case "resolved":
      return { children: "Nothing. Write down what helped, for the next time." };
    case "open":
      return {
        children: advice ?? (
          <>
            <strong>Acknowledge it,</strong> so that others know somebody looks.
          </>
        ),
        ...(acknowledge
          ? {
              action: (
                <Button className={classes.next ?? ""} onClick={acknowledge.run}>
                  Acknowledge
                </Button>
              ),
            }
          : {}),
      };
    default:
      return {
        children: over ? "Its alerts are over: check, then resolve it." : (advice ?? "Find the cause and repair it."),
        ...(resolve && over
          ? {
              action: (
                <Button className={classes.next ?? ""} onClick={resolve.run}>
                  Resolve
                </Button>
              ),
            }
          : {}),
      };
  }
}
