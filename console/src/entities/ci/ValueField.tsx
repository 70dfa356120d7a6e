import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { Attribute } from "../../shared/api";

/** What can be entered by hand: an attribute, or the name, which every item has. */
export type Enterable = Pick<Attribute, "name" | "label" | "type"> & Partial<Attribute>;

export const NAME: Enterable = { name: "name", label: "Name", type: "text" };

interface ValueFieldProps {
  readonly attribute: Enterable;
  readonly text: string;
  readonly error: string | undefined;
  readonly label?: string;
  readonly onChange: (text: string) => void;
}

/** Where the value of an attribute is entered: a choice where there are few, else a text, with its unit. */
export function ValueField({ attribute, text, error, label = "Value", onChange }: ValueFieldProps) {
  const oneOf = attribute.constraint?.oneOf ?? [];
  if (attribute.type === "boolean" || oneOf.length > 0) {
    const choices = oneOf.length > 0 ? oneOf : ["true", "false"];
    const data = choices.includes(text) ? choices : [text, ...choices];
    return (
      <NativeSelect
        label={label}
        value={text}
        error={error}
        data={data}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (attribute.type === "list") {
    return (
      <Textarea
        label={label}
        description="One a line"
        autosize
        minRows={3}
        required
        value={text}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      description={hintOf(attribute)}
      required
      value={text}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function hintOf({ type, unit, reference }: Enterable): string | undefined {
  switch (type) {
    case "bytes":
      return "In bytes, or with a unit: 64 GiB";
    case "time":
      return "An instant, such as 2026-11-23T08:30:00Z";
    case "date":
      return "A day, such as 2026-11-23";
    case "reference":
      return reference ? `The key of a ${reference.replaceAll("_", " ")}` : undefined;
    default:
      return unit ? `In ${unit}` : undefined;
  }
}
