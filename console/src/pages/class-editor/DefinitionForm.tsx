import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Attribute, ClassDefinition, ClassNode } from "../../shared/api";
import { AttributeRow } from "./AttributeRow";
import classes from "./editor.module.css";

interface DefinitionFormProps {
  readonly definition: ClassDefinition;
  readonly nodes: readonly ClassNode[];
  readonly onChange: (definition: ClassDefinition) => void;
}

type TextKey = "name" | "label" | "plural" | "description" | "keyedBy" | "retireAfter" | "attestEvery";

/** What most classes need; what it does not show it leaves as it is. */
export function DefinitionForm({ definition, nodes, onChange }: DefinitionFormProps) {
  const set = (change: Partial<ClassDefinition>) => onChange({ ...definition, ...change });
  const setAttribute = (at: number, attribute: Attribute | undefined) =>
    set({
      attributes: definition.attributes.flatMap((each, index) =>
        index === at ? (attribute ? [attribute] : []) : [each],
      ),
    });
  const text = (key: TextKey, label: string) => (
    <TextInput
      label={label}
      value={definition[key] ?? ""}
      onChange={(event) => set({ [key]: event.currentTarget.value || (key === "name" ? "" : null) })}
    />
  );
  return (
    <div className={classes.form}>
      <div className={classes.pair}>
        {!definition.isExtension && text("name", "Name in data")}
        {text("label", "Label")}
        {text("plural", "Label of many")}
        {!definition.isExtension && (
          <NativeSelect
            label="Inherits from"
            value={definition.parent ?? ""}
            data={[{ value: "", label: "nothing" }, ...nodes.map(({ name, label }) => ({ value: name, label }))]}
            onChange={(event) => set({ parent: event.currentTarget.value || null })}
          />
        )}
        {!definition.isExtension && text("keyedBy", "Key, in words")}
        {text("retireAfter", "Retired after missing for")}
        {text("attestEvery", "Attested every")}
      </div>
      {text("description", "Description")}
      {!definition.isExtension && (
        <Checkbox
          label="Abstract: only its subclasses have items"
          checked={!definition.concrete}
          onChange={(event) => set({ concrete: !event.currentTarget.checked })}
        />
      )}
      <fieldset className={classes.attributes}>
        <legend className="strong">Attributes of its own</legend>
        {definition.attributes.map((attribute, index) => (
          <AttributeRow
            // biome-ignore lint/suspicious/noArrayIndexKey: its name is what is being typed
            key={index}
            attribute={attribute}
            nodes={nodes}
            onChange={(changed) => setAttribute(index, changed)}
            onRemove={() => setAttribute(index, undefined)}
          />
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => set({ attributes: [...definition.attributes, fresh(definition)] })}
        >
          Add attribute
        </Button>
      </fieldset>
    </div>
  );
}

/** An attribute of a name that is free. */
function fresh({ name, attributes }: ClassDefinition): Attribute {
  const taken = new Set(attributes.map((each) => each.name));
  let number = attributes.length + 1;
  while (taken.has(`attribute_${number}`)) {
    number++;
  }
  return {
    name: `attribute_${number}`,
    label: `Attribute ${number}`,
    type: "text",
    sensitive: false,
    tracked: true,
    declaredBy: name,
  };
}
