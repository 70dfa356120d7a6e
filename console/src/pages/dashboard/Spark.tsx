import classes from "./dashboard.module.css";
import { sparkLines } from "./sparkLines";

/** The course of a value in a small box; decoration, for the number beside it says what it is. */
export function Spark({ values }: { readonly values: readonly (number | null)[] }) {
  const lines = sparkLines(values);
  if (lines.length === 0) return null;
  return (
    <svg className={classes.spark} viewBox="0 -1 100 26" preserveAspectRatio="none" aria-hidden>
      {lines.map((points) => (
        <polyline key={points} points={points} fill="none" stroke="var(--series-1)" vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
