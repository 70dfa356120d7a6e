import type { ReactNode } from "react";
import { AttributeValue, isCode } from "../../entities/ci";
import type { Attribute, ClassSummary, ConfigurationItem } from "../../shared/api";
import { Card } from "../../shared/ui";
import classes from "./ci.module.css";

interface AttributesCardProps {
  readonly ci: ConfigurationItem;
  readonly ciClasses: readonly ClassSummary[] | undefined;
  readonly title?: string;
  readonly actions?: ReactNode;
}

/** Everything that is known of the item itself, by the class that brings it in; what is not known is left out. */
export function AttributesCard({ ci, ciClasses, title = "Attributes", actions }: AttributesCardProps) {
  const groups = groupsOf(ci, ciClasses ?? []);
  const empty = groups.length === 0 && ci.identifiers.length === 0;
  return (
    <Card title={title} about={`Key ${shortened(ci.key)}`} actions={actions}>
      {empty && <p className="muted">Discovery found nothing but its name.</p>}
      {groups.map((group) => (
        <dl key={group.label} className={classes.attributes}>
          {group.attributes.map((attribute) => (
            <div key={attribute.name} title={attribute.description ?? undefined}>
              <dt>{attribute.label}</dt>
              <dd className={isCode(attribute) ? "mono" : undefined}>
                {attribute.sensitive && ci.attributes[attribute.name] === undefined ? (
                  "hidden"
                ) : (
                  <AttributeValue attribute={attribute} value={ci.attributes[attribute.name]} />
                )}
              </dd>
            </div>
          ))}
        </dl>
      ))}
      {ci.identifiers.length > 0 && (
        <details className={classes.identifiers}>
          <summary>{ci.identifiers.length === 1 ? "1 identifier" : `${ci.identifiers.length} identifiers`}</summary>
          <ul>
            {ci.identifiers.map(({ kind, value }) => (
              <li key={`${kind}:${value}`}>
                <span className="muted">{kind.replaceAll("_", " ")}</span> <span className="mono">{value}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

interface Group {
  readonly label: string;
  readonly attributes: readonly Attribute[];
}

/** The class's own attributes first, then those that it inherits, the nearest class's before the common ones. */
function groupsOf(ci: ConfigurationItem, ciClasses: readonly ClassSummary[]): Group[] {
  const own = ciClasses.find(({ ciClass }) => ciClass.name === ci.ciClass)?.ciClass;
  const groups = new Map<string, Attribute[]>();
  for (const attribute of own?.attributes ?? []) {
    const value = ci.attributes[attribute.name];
    if (value !== undefined && value !== null) {
      groups.set(attribute.declaredBy, [...(groups.get(attribute.declaredBy) ?? []), attribute]);
    }
  }
  return [...groups]
    .reverse()
    .map(([name, attributes]) => ({ label: name === own?.name ? own.label : name.replaceAll("_", " "), attributes }));
}

function shortened(key: string): string {
  return key.length <= 28 ? key : `${key.slice(0, 12)}…${key.slice(-14)}`;
}
