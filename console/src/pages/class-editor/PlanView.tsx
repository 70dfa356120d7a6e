import type { MigrationPlan, Obstacle } from "../../shared/api";
import { type SimpleColumn, SimpleTable } from "../../shared/ui";
import classes from "./editor.module.css";

/** What a change does to classes and items, and which of them are in the way. */
export function PlanView({ plan }: { readonly plan: MigrationPlan }) {
  const { differences, items, converted, conversions, obstacles, obstacleCount } = plan;
  return (
    <div role="status" className={classes.plan}>
      <p>
        {differences.length === 0
          ? "Nothing changes."
          : `${count(differences.length, "class changes", "classes change")}: ${differences
              .slice(0, 5)
              .map(({ ciClass, kind }) => `${ciClass} ${kind}`)
              .join(", ")}${differences.length > 5 ? " and others" : ""}.`}
      </p>
      {items > 0 && (
        <p>
          {count(items, "item", "items")} looked at, {count(converted, "gets", "get")} other values.
        </p>
      )}
      {conversions.length > 0 && (
        <ul className={classes.conversions}>
          {conversions.map(({ ciClass, attribute, items: changed, exampleBefore, exampleAfter }) => (
            <li key={`${ciClass} ${attribute}`}>
              <code>
                {ciClass}.{attribute}
              </code>
              : {count(changed, "item", "items")}, such as “{exampleBefore}” → “{exampleAfter}”
            </li>
          ))}
        </ul>
      )}
      {obstacleCount > 0 && (
        <>
          <p className={classes.refused}>
            {count(obstacleCount, "value is", "values are")} in the way; the change cannot be made as it is.
          </p>
          <SimpleTable label="In the way" rows={obstacles} keyOf={keyOf} columns={OBSTACLES} />
        </>
      )}
    </div>
  );
}

const keyOf = ({ ciClass, ciId, field, expected }: Obstacle) => `${ciClass} ${ciId} ${field} ${expected}`;

const OBSTACLES: readonly SimpleColumn<Obstacle>[] = [
  { header: "Item", cell: ({ ciClass, ciName }) => ciName ?? ciClass },
  { header: "Of", cell: ({ field }) => <code>{field}</code> },
  { header: "Expected", cell: ({ expected }) => expected },
  { header: "There is", cell: ({ got }) => <span className="mono">{got}</span> },
];

function count(many: number, one: string, more: string): string {
  return `${many.toLocaleString("en-GB")} ${many === 1 ? one : more}`;
}
