import { ActionIcon, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { Attribute, ClassNode, Constraint } from "../../shared/api";
import classes from "./editor.module.css";

const TYPES: readonly Attribute["type"][] = [
  "text",
  "integer",
  "number",
  "bytes",
  "boolean",
  "time",
  "date",
  "list",
  "enum",
  "reference",
];

const NO_CONSTRAINT: Constraint = { required: false, unique: false, oneOf: [] };

interface AttributeRowProps {
  readonly attribute: Attribute;
  readonly nodes: readonly ClassNode[];
  readonly onChange: (attribute: Attribute) => void;
  readonly onRemove: () => void;
}

/** One attribute; what its type does not need is not asked for. */
export function AttributeRow({ attribute, nodes, onChange, onRemove }: AttributeRowProps) {
  const set = (change: Partial<Attribute>) => onChange({ ...attribute, ...change });
  const constraint = attribute.constraint ?? NO_CONSTRAINT;
  const constrain = (change: Partial<Constraint>) => set({ constraint: { ...constraint, ...change } });
  const setType = (type: Attribute["type"]) =>
    set({ type, reference: type === "reference" ? (attribute.reference ?? nodes[0]?.name ?? null) : null });
  const flag = (label: string, checked: boolean, change: (value: boolean) => void) => (
    <Checkbox label={label} checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
  );
  return (
    <div className={classes.attribute} role="group" aria-label={attribute.label}>
      <TextInput label="Name" value={attribute.name} onChange={(event) => set({ name: event.currentTarget.value })} />
      <TextInput
        label="Label"
        value={attribute.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      <NativeSelect
        label="Type"
        value={attribute.type}
        data={TYPES.map((type) => ({ value: type, label: type }))}
        onChange={(event) => setType(event.currentTarget.value as Attribute["type"])}
      />
      <TextInput
        label="Unit"
        value={attribute.unit ?? ""}
        onChange={(event) => set({ unit: event.currentTarget.value || null })}
      />
      <TextInput
        label="Was called"
        value={attribute.was ?? ""}
        onChange={(event) => set({ was: event.currentTarget.value || null })}
      />
      {attribute.type === "enum" && (
        <TextInput
          label="One of, with commas"
          value={constraint.oneOf.join(", ")}
          onChange={(event) => constrain({ oneOf: event.currentTarget.value.split(",").map((word) => word.trim()) })}
        />
      )}
      {attribute.type === "reference" && (
        <NativeSelect
          label="Refers to"
          value={attribute.reference ?? ""}
          data={nodes.map(({ name, label }) => ({ value: name, label }))}
          onChange={(event) => set({ reference: event.currentTarget.value })}
        />
      )}
      <div className={classes.flags}>
        {flag("Required", constraint.required, (required) => constrain({ required }))}
        {flag("Unique", constraint.unique, (unique) => constrain({ unique }))}
        {flag("Redacted", attribute.sensitive, (sensitive) => set({ sensitive }))}
        {flag("History", attribute.tracked, (tracked) => set({ tracked }))}
        <ActionIcon variant="subtle" aria-label={`Remove ${attribute.label}`} onClick={onRemove}>
          <IconTrash size={15} />
        </ActionIcon>
      </div>
    </div>
  );
}
