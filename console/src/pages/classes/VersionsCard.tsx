import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ciModelVersionQuery, ciModelVersionsQuery } from "../../entities/ci";
import type { ClassDifference, ModelVersion } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, LineDifference, QueryState } from "../../shared/ui";
import classes from "./classes.module.css";

interface VersionsCardProps {
  /** Of the model now: another one means that there is a line more. */
  readonly version: number;
  /** Only changes of this class. */
  readonly of?: string;
  readonly actions?: ReactNode;
}

/** Who changed the model when, and what: by class, and as text. */
export function VersionsCard({ version, of, actions }: VersionsCardProps) {
  const query = useQuery(ciModelVersionsQuery);
  return (
    <Card
      title="Versions"
      about={of === undefined ? `The model is at version ${version}` : "Changes of this class"}
      actions={actions}
      flush
    >
      <QueryState query={query} rows={3}>
        {({ items }) => {
          const shown = items.filter(({ differences }) => of === undefined || differences.some(isOf(of)));
          return shown.length === 0 ? (
            <Empty kind="all-good" title="As it comes with Binnacle">
              Choose a class beside to see it, or make one of your own.
            </Empty>
          ) : (
            <ul>
              {shown.map((each) => (
                <Version key={each.version} version={each} of={of} />
              ))}
            </ul>
          );
        }}
      </QueryState>
    </Card>
  );
}

const isOf = (name: string) => (difference: ClassDifference) => difference.ciClass === name;

function Version({ version, of }: { readonly version: ModelVersion; readonly of: string | undefined }) {
  const [open, setOpen] = useState(false);
  const differences = of === undefined ? version.differences : version.differences.filter(isOf(of));
  const names = differences.map(({ ciClass, kind }) => `${ciClass} ${kind}`);
  return (
    <li className={classes.version}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <strong className="strong">Version {version.version}</strong> by {version.author},{" "}
          <Timestamp at={version.at} show="time" />: {names.slice(0, 3).join(", ")}
          {names.length > 3 && ` and ${names.length - 3} more`}
          {version.items > 0 && `; ${version.items.toLocaleString("en-GB")} items changed`}
        </summary>
        {open && (
          <>
            {differences.map((difference) => (
              <Difference key={difference.ciClass} difference={difference} />
            ))}
            {of === undefined && <TextDifference version={version.version} />}
          </>
        )}
      </details>
    </li>
  );
}

/** What differs of a class, part by part; also the preview of a change shows it. */
function Difference({ difference }: { readonly difference: ClassDifference }) {
  return (
    <div className={classes.parts}>
      <strong className="strong">{difference.ciClass}</strong> {difference.kind}
      {difference.kind === "changed" && (
        <ul>
          {difference.parts.map(({ what, before, after }) => (
            <li key={what}>
              {what}: {before && <del>{before}</del>} {after && <ins>{after}</ins>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function TextDifference({ version }: { readonly version: number }) {
  const query = useQuery(ciModelVersionQuery(version));
  return (
    <QueryState query={query} rows={4}>
      {({ yaml, before }) => <LineDifference before={before} after={yaml} />}
    </QueryState>
  );
}
