import { Checkbox, TextInput } from "@mantine/core";
import { violationOf } from "../../shared/api";

/** What its owner calls a search, and whether others see it. */
export interface SearchName {
  readonly name: string;
  readonly shared: boolean;
}

interface NameFieldsProps {
  readonly value: SearchName;
  /** Of the attempt to keep it. */
  readonly error: unknown;
  readonly onChange: (value: SearchName) => void;
}

export function NameFields({ value, error, onChange }: NameFieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        value={value.name}
        error={violationOf(error, "name")}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <Checkbox
        label="Share it with everybody"
        checked={value.shared}
        onChange={(event) => onChange({ ...value, shared: event.currentTarget.checked })}
      />
    </>
  );
}
