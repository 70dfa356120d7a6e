import { ActionIcon, Button, Checkbox, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { FormEvent } from "react";
import { NAME, ValueField } from "../../entities/ci";
import { messageOf, violationOf } from "../../shared/api";
import { FormProblem } from "../../shared/ui";
import classes from "./bulk-edit.module.css";
import type { Choice, Entry } from "./edits";

interface EntriesFormProps {
  readonly entries: readonly Entry[];
  readonly choices: readonly Choice[];
  /** Of the items at hand. */
  readonly classCount: number;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onChange: (entries: readonly Entry[]) => void;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Which attributes get which values. */
export function EntriesForm(props: EntriesFormProps) {
  const { entries, choices, error, onChange } = props;
  const free = choices.filter(({ attribute }) => !entries.some(({ field }) => field === attribute.name));
  const add = () => {
    const id = Math.max(0, ...entries.map((entry) => entry.id)) + 1;
    onChange([...entries, { id, field: free[0]?.attribute.name ?? NAME.name, text: "", takeBack: false }]);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={send}>
      <p className="muted">
        An edit is one more source, beside those that see the items. What would become of each is shown before anything
        is written.
      </p>
      <FormProblem message={messageOf(error, ["values", ...entries.map(({ field }) => field)])} />
      {entries.map((entry, index) => (
        <EntryFields
          key={entry.id}
          entry={entry}
          number={index + 1}
          choices={choices.filter(
            ({ attribute }) => attribute.name === entry.field || free.some((one) => one.attribute === attribute),
          )}
          classCount={props.classCount}
          error={violationOf(error, entry.field) ?? (index === 0 ? violationOf(error, "values") : undefined)}
          onChange={(changed) => onChange(entries.map((each) => (each.id === entry.id ? changed : each)))}
          onRemove={entries.length > 1 ? () => onChange(entries.filter(({ id }) => id !== entry.id)) : undefined}
        />
      ))}
      {free.length > 0 && (
        <p>
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
            Another value
          </Button>
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={props.busy}>
          Preview
        </Button>
      </div>
    </form>
  );
}

interface EntryFieldsProps {
  readonly entry: Entry;
  readonly number: number;
  readonly choices: readonly Choice[];
  readonly classCount: number;
  readonly error: string | undefined;
  readonly onChange: (entry: Entry) => void;
  readonly onRemove: (() => void) | undefined;
}

function EntryFields({ entry, number, choices, classCount, error, onChange, onRemove }: EntryFieldsProps) {
  const attribute = choices.find((choice) => choice.attribute.name === entry.field)?.attribute ?? NAME;
  const option = ({ attribute: { name, label } }: Choice) => ({ value: name, label });
  const all = choices.filter((choice) => choice.classes === classCount).map(option);
  const some = choices.filter((choice) => choice.classes < classCount).map(option);
  return (
    <fieldset className={classes.entry}>
      <legend className="visually-hidden">Value {number}</legend>
      <NativeSelect
        label="What"
        {...(number === 1 ? { "data-autofocus": true } : {})}
        value={entry.field}
        data={
          some.length === 0
            ? all
            : [
                { group: "All of them have", items: all },
                { group: "Some have", items: some },
              ]
        }
        onChange={(event) => onChange({ ...entry, field: event.currentTarget.value, text: "" })}
      />
      {entry.takeBack ? (
        <p className="muted">What people entered for {attribute.label} is taken back; what sources say counts again.</p>
      ) : (
        <ValueField
          attribute={attribute}
          text={entry.text}
          error={error}
          onChange={(text) => onChange({ ...entry, text })}
        />
      )}
      <Checkbox
        label="Take back instead"
        checked={entry.takeBack}
        onChange={(event) => onChange({ ...entry, takeBack: event.currentTarget.checked })}
      />
      {onRemove && (
        <ActionIcon variant="default" aria-label={`Leave ${attribute.label} out`} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </fieldset>
  );
}
