import classes from "./Notes.module.css";

const SHOWN_MAX = 50;

/** What is to be said about single parts of something larger, a line each: of many only the first, and how many more there are. */
export function Notes({ label, notes }: { label: string; notes: readonly string[] }) {
  if (notes.length === 0) return null;
  const distinct = [...new Set(notes)];
  return (
    // It scrolls, and holds no control of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <ul className={classes.notes} aria-label={label} tabIndex={0}>
      {distinct.slice(0, SHOWN_MAX).map((note) => (
        <li key={note}>{note}</li>
      ))}
      {distinct.length > SHOWN_MAX && <li>and {(distinct.length - SHOWN_MAX).toLocaleString("en-GB")} more</li>}
    </ul>
  );
}
