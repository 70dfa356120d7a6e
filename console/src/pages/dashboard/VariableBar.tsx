import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { ALL, type VariableState } from "../../entities/dashboard";
import { messageOf } from "../../shared/api";
import { StateMark, usePopup } from "../../shared/ui";
import classes from "./dashboard.module.css";

interface VariableBarProps {
  readonly states: readonly VariableState[];
  readonly onChoose: (name: string, values: readonly string[]) => void;
}

/** The dashboard's variables: one choice of several, several of them, or all. */
export function VariableBar({ states, onChoose }: VariableBarProps) {
  return (
    <>
      {states.map((state) => (
        <VariableField key={state.variable.name} state={state} onChoose={onChoose} />
      ))}
    </>
  );
}

function VariableField({ state, onChoose }: { state: VariableState; onChoose: VariableBarProps["onChoose"] }) {
  const { variable, choices, chosen, error } = state;
  const label = variable.label || variable.name;
  if (error) {
    return (
      <span className={classes.fault} role="alert">
        <StateMark state="critical" size={14} label="Error" /> {label}: {messageOf(error)}
      </span>
    );
  }
  if (variable.kind === "text") {
    return (
      <TextInput
        size="xs"
        aria-label={label}
        placeholder={label}
        value={chosen[0] ?? ""}
        onChange={(event) => onChoose(variable.name, [event.currentTarget.value])}
      />
    );
  }
  if (variable.multi) return <SeveralOf state={state} label={label} onChoose={onChoose} />;
  const all = variable.all ? [{ value: ALL, label: "All" }] : [];
  const missing = chosen.filter((value) => value !== ALL && !choices.includes(value));
  return (
    <span className={classes.variable}>
      <span className="muted small">{label}</span>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={chosen[0] ?? ""}
        onChange={(event) => onChoose(variable.name, [event.currentTarget.value])}
        data={[...all, ...[...missing, ...choices].map((value) => ({ value, label: value }))]}
      />
    </span>
  );
}

function SeveralOf({
  state,
  label,
  onChoose,
}: {
  state: VariableState;
  label: string;
  onChoose: VariableBarProps["onChoose"];
}) {
  const popup = usePopup();
  const { variable, choices, chosen } = state;
  const all = chosen[0] === ALL;
  const toggle = (value: string) => {
    const before = all ? [] : chosen;
    const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
    onChoose(variable.name, after.length === 0 && variable.all ? [ALL] : after);
  };
  return (
    <span className={classes.variable}>
      <span className="muted small">{label}</span>
      <Button
        variant="default"
        size="compact-xs"
        ref={popup.target}
        aria-haspopup="dialog"
        aria-expanded={popup.open}
        aria-label={`${label}: ${all ? "All" : chosen.join(", ")}`}
        rightSection={<IconChevronDown size={13} />}
        onClick={() => popup.setOpen(!popup.open)}
      >
        {all ? "All" : chosen.length > 2 ? `${chosen.length} chosen` : chosen.join(", ") || "none"}
      </Button>
      {popup.open && (
        <div
          ref={popup.popup}
          popover="manual"
          role="dialog"
          aria-label={`Choose ${label}`}
          className={classes.choices}
        >
          {variable.all && (
            <Checkbox size="xs" label="All" checked={all} onChange={() => onChoose(variable.name, [ALL])} />
          )}
          {choices.map((value) => (
            <Checkbox
              key={value}
              size="xs"
              label={value}
              checked={!all && chosen.includes(value)}
              onChange={() => toggle(value)}
            />
          ))}
          {choices.length === 0 && <p className="muted">There is nothing to choose from.</p>}
        </div>
      )}
    </span>
  );
}
