import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActivityList, sentenceOf } from "../../entities/activity";
import { incidentTimelineQuery } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { CommentBox } from "../../features/comment-incident/CommentBox";
import type { Incident } from "../../shared/api";
import { QueryState, Segments } from "../../shared/ui";
import classes from "./incident.module.css";

type Shown = "all" | "people" | "automation";

const CHOICES: readonly { id: Shown; label: string }[] = [
  { id: "all", label: "All" },
  { id: "people", label: "People" },
  { id: "automation", label: "Automation" },
];

/** The time line with the message box under it. */
export function ActivityCard({ incident }: { readonly incident: Incident }) {
  const [shown, setShown] = useState<Shown>("all");
  const query = useQuery(incidentTimelineQuery(incident.number));
  const mayWrite = useCan("incident:write");
  return (
    <section className={classes.activity} aria-label="Activity">
      <header>
        <h2>Activity</h2>
        <Segments label="Shown activity" choices={CHOICES} current={shown} onPick={setShown} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Time line">
        <QueryState query={query} rows={5}>
          {({ items }) => (
            <ActivityList
              activities={items
                .filter(
                  (activity) =>
                    shown === "all" || (sentenceOf(activity).kind === "automation") === (shown === "automation"),
                )
                .reverse()}
            />
          )}
        </QueryState>
      </div>
      {mayWrite && <CommentBox incident={incident} />}
    </section>
  );
}
