import { TextInput } from "@mantine/core";

interface NoteInputProps {
  readonly note: string;
  readonly onChange: (note: string) => void;
}

/** Why a dashboard is changed, for those who read its versions. */
export function NoteInput({ note, onChange }: NoteInputProps) {
  return (
    <TextInput
      label="Note"
      placeholder="Why, for the versions"
      maxLength={500}
      value={note}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
