import type { StateName } from "./state";
import classes from "./UsageBar.module.css";

/** How full something is. The words beside it say the same; the colour follows the item's health. */
export function UsageBar({ ratio, state, label }: { ratio: number; state: StateName; label: string }) {
  const percent = Math.round(Math.min(Math.max(ratio, 0), 1) * 100);
  const color = state === "ok" || state === "unknown" ? "var(--accent)" : `var(--${state}-fill)`;
  return (
    <div
      className={classes.track}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className={classes.fill} style={{ width: `${percent}%`, background: color }} />
    </div>
  );
}
