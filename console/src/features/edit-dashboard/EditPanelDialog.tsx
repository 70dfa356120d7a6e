import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useReplaceDashboard } from "../../entities/dashboard";
import { LazyPromqlEditor } from "../../entities/metric";
import { type Dashboard, type DashboardPanel, messageOf } from "../../shared/api";
import { FormDialog } from "../../shared/ui";
import classes from "./edit.module.css";
import { NoteInput } from "./NoteInput";

interface EditPanelDialogProps {
  readonly dashboard: Dashboard;
  /** Its place; a new one stands at the end. */
  readonly index: number;
  readonly onClose: () => void;
}

const KINDS: readonly { value: DashboardPanel["kind"]; label: string }[] = [
  { value: "time_series", label: "Lines over time" },
  { value: "stat", label: "Number" },
  { value: "gauge", label: "Gauge" },
  { value: "bar", label: "Bars" },
  { value: "share", label: "Parts of the sum" },
  { value: "table", label: "Table" },
  { value: "heatmap", label: "Heat map of buckets" },
  { value: "text", label: "Text" },
  { value: "row", label: "Heading" },
];

const STACKINGS: readonly { value: string; label: string }[] = [
  { value: "", label: "each from zero" },
  { value: "normal", label: "stacked" },
  { value: "percent", label: "stacked, as shares of the sum" },
];

function stackingOf(value: string): NonNullable<DashboardPanel["stacking"]> | null {
  return value === "normal" || value === "percent" ? value : null;
}

const NEW: DashboardPanel = {
  title: "",
  description: "",
  kind: "time_series",
  width: 6,
  height: 6,
  unit: "",
  queries: [{ expr: "", legend: "" }],
  thresholds: [],
  text: "",
  repeat: "",
};

/** One panel: what it asks, how it shows it, how large it is. */
export function EditPanelDialog({ dashboard, index, onClose }: EditPanelDialogProps) {
  // What somebody else changes while this is open must not pass for what was seen here.
  const [seen] = useState(dashboard);
  const { content } = seen;
  const [panel, setPanel] = useState(content.panels[index] ?? NEW);
  const [note, setNote] = useState("");
  const replace = useReplaceDashboard(seen);
  const change = (part: Partial<DashboardPanel>) => setPanel({ ...panel, ...part });
  const save = () => {
    const kept = { ...panel, queries: panel.queries.filter(({ expr }) => expr.trim() !== "") };
    const panels = [...content.panels.slice(0, index), kept, ...content.panels.slice(index + 1)];
    replace.mutate({ content: { ...content, panels }, note }, { onSuccess: onClose });
  };
  const words = panel.kind === "text" || panel.kind === "row";
  return (
    <FormDialog
      title={index < content.panels.length ? "Edit panel" : "Add panel"}
      submit="Save"
      busy={replace.isPending}
      problem={messageOf(replace.error)}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        label="Title"
        data-autofocus
        value={panel.title}
        onChange={(e) => change({ title: e.currentTarget.value })}
      />
      <NativeSelect
        label="Shows"
        value={panel.kind}
        data={KINDS}
        onChange={(event) => change({ kind: event.currentTarget.value as DashboardPanel["kind"] })}
      />
      {panel.kind === "time_series" && (
        <NativeSelect
          label="Lines"
          value={panel.stacking ?? ""}
          data={STACKINGS}
          onChange={(event) => change({ stacking: stackingOf(event.currentTarget.value) })}
        />
      )}
      {words ? (
        <Textarea label="Text" rows={4} value={panel.text} onChange={(e) => change({ text: e.currentTarget.value })} />
      ) : (
        <Queries queries={panel.queries} onChange={(queries) => change({ queries })} />
      )}
      <div className={classes.sizes}>
        <SizeInput label="Width, of 12" max={12} value={panel.width} onChange={(width) => change({ width })} />
        <SizeInput label="Height" max={40} value={panel.height} onChange={(height) => change({ height })} />
        <TextInput
          label="Unit"
          placeholder="by itself"
          value={panel.unit}
          onChange={(e) => change({ unit: e.currentTarget.value })}
        />
      </div>
      <NativeSelect
        label="Repeat for each"
        value={panel.repeat}
        onChange={(event) => change({ repeat: event.currentTarget.value })}
        data={[
          { value: "", label: "not at all" },
          ...content.variables.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
      <NoteInput note={note} onChange={setNote} />
    </FormDialog>
  );
}

interface SizeInputProps {
  readonly label: string;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function SizeInput({ label, max, value, onChange }: SizeInputProps) {
  return (
    <TextInput
      type="number"
      label={label}
      min={1}
      max={max}
      value={value}
      onChange={(event) => onChange(Math.round(Number(event.currentTarget.value)))}
    />
  );
}

function Queries({
  queries,
  onChange,
}: {
  queries: DashboardPanel["queries"];
  onChange: (queries: DashboardPanel["queries"]) => void;
}) {
  const change = (at: number, part: Partial<DashboardPanel["queries"][number]>) =>
    onChange(queries.map((query, index) => (index === at ? { ...query, ...part } : query)));
  return (
    <>
      {queries.map(({ expr, legend }, index) => (
        // A query is what stands at its place: it has no other identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className={classes.query}>
          <LazyPromqlEditor
            label={`Query ${index + 1}`}
            value={expr}
            onChange={(text) => change(index, { expr: text })}
            onRun={() => undefined}
          />
          <TextInput
            size="xs"
            aria-label={`Legend ${index + 1}`}
            placeholder="Legend, such as {{instance}}"
            value={legend}
            onChange={(event) => change(index, { legend: event.currentTarget.value })}
          />
        </div>
      ))}
      <Button variant="subtle" onClick={() => onChange([...queries, { expr: "", legend: "" }])}>
        Add query
      </Button>
    </>
  );
}
