import type { ReactNode } from "react";
import type { Attribute } from "../../shared/api";
import { formatValue, NO_VALUE } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";

/** An attribute's value for people: with its unit, an instant as its age, a list as its parts. */
export function AttributeValue({
  attribute,
  value,
}: {
  readonly attribute: Attribute;
  readonly value: unknown;
}): ReactNode {
  if (attribute.type === "time" && typeof value === "string") {
    return <Timestamp at={value} show="both" />;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? NO_VALUE : value.map((part) => <div key={String(part)}>{String(part)}</div>);
  }
  return attributeText(attribute, value);
}

/** The same on one line, without anything live in it. */
export function attributeText(attribute: Pick<Attribute, "type" | "unit">, value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return NO_VALUE;
  }
  if (typeof value === "number") {
    const unit = attribute.type === "bytes" ? "By" : (attribute.unit ?? undefined);
    return formatValue(value, unit);
  }
  if (typeof value === "boolean") {
    return value ? "Yes" : "No";
  }
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}

/** Identifiers, addresses and paths are read letter by letter. */
export function isCode(attribute: Attribute): boolean {
  return /(_id|uuid|serial|address|path|executable|command|directory|device|mount_point|unit_file|kernel)/.test(
    attribute.name,
  );
}
