import { attributeText, CiLink } from "../../entities/ci";
import type { BulkEdited, FieldChange } from "../../shared/api";
import { SimpleTable } from "../../shared/ui";
import classes from "./bulk-edit.module.css";
import { type Choice, worstFirst } from "./edits";

const NUMERIC: readonly string[] = ["integer", "number", "bytes"];

interface EditedTableProps {
  readonly items: readonly BulkEdited[];
  readonly choices: readonly Choice[];
}

/** What becomes of each item: before, after, or why nothing. */
export function EditedTable({ items, choices }: EditedTableProps) {
  const attributeOf = (field: string) => choices.find(({ attribute }) => attribute.name === field)?.attribute;
  const words = (field: string, value: string | null | undefined) => {
    const attribute = attributeOf(field);
    if (value === null || value === undefined || !attribute) return value ?? "nothing";
    return attributeText(attribute, NUMERIC.includes(attribute.type) ? Number(value) : value);
  };
  const change = ([field, { before, after }]: [string, FieldChange]) => (
    <div key={field}>
      {attributeOf(field)?.label ?? field}: <span className="muted">{words(field, before)}</span>{" "}
      <span aria-hidden>→</span>
      <span className="visually-hidden">becomes</span> <strong className="strong">{words(field, after)}</strong>
    </div>
  );
  return (
    <div className={classes.table}>
      <SimpleTable
        label="What becomes of each"
        rows={worstFirst(items)}
        keyOf={({ id }) => id}
        columns={[
          { header: "Item", width: "32%", cell: ({ id, name }) => <CiLink id={id} name={name || id} /> },
          { header: "Class", width: "20%", cell: ({ ciClass }) => ciClass.replaceAll("_", " ") },
          {
            header: "Outcome",
            cell: ({ problem, changes }) => {
              if (problem) return <span className={classes.problem}>{problem}</span>;
              const all = Object.entries(changes);
              return all.length > 0 ? all.map(change) : <span className="muted">stays as it is</span>;
            },
          },
        ]}
      />
    </div>
  );
}
