import { Link } from "@tanstack/react-router";
import type { Attribute, CiClass } from "../../shared/api";
import { type SimpleColumn, SimpleTable } from "../../shared/ui";

/** The class's own attributes, then those that it inherits, with where from. */
export function AttributesTable({ ciClass }: { readonly ciClass: CiClass }) {
  const own = ciClass.attributes.filter(({ declaredBy }) => declaredBy === ciClass.name);
  const inherited = ciClass.attributes.filter(({ declaredBy }) => declaredBy !== ciClass.name).toReversed();
  return (
    <SimpleTable
      label="Attributes"
      rows={[...own, ...inherited]}
      keyOf={({ name }) => name}
      columns={[...COLUMNS, from(ciClass.name)]}
    />
  );
}

const COLUMNS: readonly SimpleColumn<Attribute>[] = [
  {
    header: "Name",
    width: "24%",
    cell: ({ label, description }) => <span title={description ?? undefined}>{label}</span>,
  },
  { header: "In data", width: "20%", cell: ({ name }) => <code>{name}</code> },
  {
    header: "Type",
    width: "14%",
    cell: ({ type, unit, reference }) => [type, unit ?? reference].filter(Boolean).join(", "),
  },
  { header: "Must be", cell: (attribute) => <span className="muted">{rulesOf(attribute).join(", ")}</span> },
];

function from(current: string): SimpleColumn<Attribute> {
  return {
    header: "From",
    width: "16%",
    cell: ({ declaredBy }) => declaredBy !== current && <Link to={`/classes/${declaredBy}`}>{declaredBy}</Link>,
  };
}

/** What its values must be like, in words. */
function rulesOf({ constraint, sensitive, tracked, was }: Attribute): string[] {
  const rules: (string | false | null | undefined)[] = [
    constraint?.required && "required",
    constraint?.unique && "unique",
    constraint?.pattern && `like ${constraint.pattern}`,
    constraint?.min !== null && constraint?.min !== undefined && `at least ${constraint.min}`,
    constraint?.max !== null && constraint?.max !== undefined && `at most ${constraint.max}`,
    constraint?.oneOf.length !== 0 && constraint?.oneOf.join(" | "),
    sensitive && "redacted",
    !tracked && "without history",
    was && `was ${was}`,
  ];
  return rules.filter((rule): rule is string => Boolean(rule));
}
