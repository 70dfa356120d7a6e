import classes from "./Segments.module.css";

/** A few ways to look at the same thing, side by side. */
export function Segments<Id extends string>({
  label,
  choices,
  current,
  onPick,
}: {
  label: string;
  choices: readonly { id: Id; label: string; count?: number | undefined }[];
  current: Id;
  onPick: (id: Id) => void;
}) {
  return (
    <fieldset className={classes.segments} aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className={classes.segment}
          aria-pressed={choice.id === current}
          onClick={() => onPick(choice.id)}
        >
          {choice.label}
          {choice.count !== undefined && <span className={classes.count}>{choice.count.toLocaleString("en-GB")}</span>}
        </button>
      ))}
    </fieldset>
  );
}
