import { NativeSelect } from "@mantine/core";
import { Card, Loading, SimpleTable } from "../../shared/ui";
import { type Target, valuesOf } from "./columns";
import type { CsvTable } from "./csv";
import classes from "./import-items.module.css";
import type { useCsvMapping } from "./useCsvMapping";

const BY_COLUMN = "-";
const EXAMPLES_MAX = 3;
const GROUPS = ["Item", "Attributes", "Relations"] as const;

interface ColumnsStepProps {
  readonly table: CsvTable;
  readonly mapping: ReturnType<typeof useCsvMapping>;
}

/** What each column of the file is. */
export function ColumnsStep({ table, mapping }: ColumnsStepProps) {
  const { nodes, oneClass, targets } = mapping;
  const concrete = nodes.filter((node) => node.concrete);
  const areas = [...new Set(concrete.map(({ area }) => area))];
  if (nodes.length === 0) {
    return <Loading rows={6} label="Loading the classes" />;
  }
  return (
    <>
      <Card title="Class">
        <NativeSelect
          className={classes.field ?? ""}
          label="The items are"
          value={oneClass === "" ? BY_COLUMN : (oneClass ?? "")}
          data={[
            ...(oneClass === undefined ? [{ value: "", label: "choose…" }] : []),
            { value: BY_COLUMN, label: "what a column tells" },
            ...areas.map((area) => ({
              group: area.replaceAll("_", " "),
              items: concrete
                .filter((node) => node.area === area)
                .map(({ name, plural }) => ({ value: name, label: plural })),
            })),
          ]}
          onChange={(event) =>
            mapping.setOneClass(event.currentTarget.value === BY_COLUMN ? "" : event.currentTarget.value)
          }
        />
      </Card>
      <Card
        title="Columns"
        about={`${table.records.filter((record) => record.some((cell) => cell.trim() !== "")).length.toLocaleString("en-GB")} lines`}
        flush
      >
        <SimpleTable
          label="Columns of the file"
          rows={table.header.map((header, at) => ({ header, at }))}
          keyOf={({ at }) => at}
          columns={[
            {
              header: "In the file",
              width: "24%",
              cell: ({ header, at }) => <strong className="strong">{header || `Column ${at + 1}`}</strong>,
            },
            {
              header: "Such as",
              cell: ({ at }) => (
                <span className={`mono ${classes.examples}`}>
                  {valuesOf(table, at).slice(0, EXAMPLES_MAX).join(" · ")}
                </span>
              ),
            },
            {
              header: "Becomes",
              width: "26%",
              cell: ({ header, at }) => (
                <NativeSelect
                  aria-label={`${header || `Column ${at + 1}`} becomes`}
                  value={mapping.mapping[at] ?? ""}
                  data={[{ value: "", label: "left out" }, ...grouped(targets)]}
                  onChange={(event) => mapping.setColumn(at, event.currentTarget.value)}
                />
              ),
            },
            {
              header: "Its cells hold",
              width: "22%",
              cell: ({ at }) => (
                <span className="muted">{targets.find(({ column }) => column === mapping.mapping[at])?.about}</span>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

function grouped(targets: readonly Target[]) {
  return GROUPS.map((group) => ({
    group,
    items: targets
      .filter((target) => target.group === group)
      .map(({ column, label }) => ({ value: column, label: `${label} (${column})` })),
  })).filter(({ items }) => items.length > 0);
}
