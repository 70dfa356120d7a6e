import { CloseButton } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import {
  CiLink,
  CiPicker,
  ciQuery,
  counted,
  dependenciesQuery,
  impactQuery,
  servicesWords,
  singlePointsQuery,
} from "../../entities/ci";
import type { CiClass, ConfigurationItem } from "../../shared/api";
import { AsOf } from "../../shared/time/AsOf";
import { AnswerStrip, ButtonLink, Card, Empty, ErrorState, PageBody, QueryState } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { ImpactTable } from "./ImpactTable";
import { classWords } from "./impact";
import classes from "./impact.module.css";

interface ImpactTabProps {
  readonly ci: ConfigurationItem;
  readonly classes: readonly CiClass[];
}

/** What breaks with the item, alone or together with others, what it depends on, and what alone takes it down. */
export default function ImpactTab({ ci, classes: ciClasses }: ImpactTabProps) {
  const [url, setUrl] = useUrlState({ at: "", with: "" });
  const others = url.with === "" ? [] : url.with.split(",");
  const impact = useQuery(impactQuery([ci.id, ...others], url.at));
  const dependencies = useQuery(dependenciesQuery(ci.id, url.at));
  const points = useQuery(singlePointsQuery(ci.id, url.at));
  const radius = impact.data?.radius;
  const setOthers = (ids: readonly string[]) => setUrl({ with: ids.join(",") });
  return (
    <PageBody>
      <div className={classes.tools}>
        <WhatIf ci={ci} others={others} onChange={setOthers} />
        <AsOf label="Impact as of" at={url.at} onChange={(at) => setUrl({ at })} />
        <ButtonLink to="/map" search={{ focus: ci.id, sel: ci.id, ...(url.at === "" ? {} : { at: url.at }) }}>
          On the map
        </ButtonLink>
      </div>
      <AnswerStrip
        answers={[
          {
            title: others.length === 0 ? "If it fails" : `If these ${others.length + 1} fail`,
            children: radius ? <strong>{servicesWords(radius)}</strong> : <span className="muted">–</span>,
            about:
              radius &&
              `${counted(radius.items, "item is hit", "items are hit")}: ${classWords(radius.classes, ciClasses)}`,
          },
          {
            title: "Blast radius",
            children: radius ? (
              <strong className="numeric">{radius.score.toLocaleString("en-GB")}</strong>
            ) : (
              <span className="muted">–</span>
            ),
            about: "Each service that goes down adds 10, 5, 2 or 1 by its criticality, a degraded one half of it",
          },
          {
            title: "It needs",
            children: dependencies.data ? (
              <strong>{counted(dependencies.data.count, "item", "items")}</strong>
            ) : (
              <span className="muted">–</span>
            ),
            about: points.data && `${counted(points.data.count, "of them alone takes", "of them alone take")} it down`,
          },
        ]}
      />
      {impact.data?.truncated && <p className="muted">There is more than was looked at: the counts are too low.</p>}
      <Card title="Services that are hit" flush>
        <QueryState query={impact} rows={3}>
          {({ services }) =>
            services.length === 0 ? (
              <Empty kind="all-good" title="No service depends on it" />
            ) : (
              <ImpactTable label="Services that are hit" items={services} classes={ciClasses} />
            )
          }
        </QueryState>
      </Card>
      <Card
        title="What breaks"
        about={radius && shownOf(impact.data?.items.length ?? 0, radius.items, "nearest first")}
        flush
      >
        <QueryState query={impact} rows={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="all-good" title="Nothing is known to depend on it" />
            ) : (
              <ImpactTable label="What breaks" items={items} classes={ciClasses} />
            )
          }
        </QueryState>
      </Card>
      <Card
        title="Single points of failure"
        about="Each of them alone takes it down, whatever the alerts say now"
        flush
      >
        <QueryState query={points} rows={3}>
          {({ points: items }) =>
            items.length === 0 ? (
              <Empty kind="all-good" title="No other item alone takes it down" />
            ) : (
              <ImpactTable label="Single points of failure" items={items} classes={ciClasses} />
            )
          }
        </QueryState>
      </Card>
      <Card
        title="It depends on"
        about={dependencies.data && shownOf(dependencies.data.items.length, dependencies.data.count, "nearest first")}
        flush
      >
        <QueryState query={dependencies} rows={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="no-match" title="It is not known to depend on anything" />
            ) : (
              <ImpactTable label="It depends on" items={items} classes={ciClasses} />
            )
          }
        </QueryState>
      </Card>
    </PageBody>
  );
}

function shownOf(shown: number, all: number, order: string): string {
  const total = all.toLocaleString("en-GB");
  return shown < all ? `${shown} of ${total}, ${order}` : `${total}, ${order}`;
}

interface WhatIfProps {
  readonly ci: ConfigurationItem;
  readonly others: readonly string[];
  readonly onChange: (others: readonly string[]) => void;
}

/** The items that are taken out together with this one. */
function WhatIf({ ci, others, onChange }: WhatIfProps) {
  const named = useQueries({ queries: others.map((id) => ciQuery(id)) });
  const failed = named.find(({ isError }) => isError);
  return (
    <div className={classes.whatIf} role="group" aria-label="What if">
      <span className="muted small">What if it fails{others.length > 0 ? " together with" : ""}</span>
      {others.map((id, index) => {
        const name = named[index]?.data?.name ?? "…";
        return (
          <span key={id} className={classes.chip}>
            <CiLink id={id} name={name} />
            <CloseButton
              size="xs"
              aria-label={`Without ${name}`}
              onClick={() => onChange(others.filter((other) => other !== id))}
            />
          </span>
        );
      })}
      <CiPicker
        label="Add an item that fails too"
        placeholder="And another item…"
        without={[ci.id, ...others]}
        onPick={(id) => onChange([...others, id])}
      />
      {failed && <ErrorState error={failed.error} />}
    </div>
  );
}
