import type { ReactNode } from "react";
import classes from "./StateMark.module.css";
import { STATE_WORDS, type StateName } from "./state";

const line = { fill: "none", strokeWidth: 1.9, strokeLinecap: "round", strokeLinejoin: "round" } as const;

const SHAPES: Record<StateName, (fill: string, on: string) => ReactNode> = {
  critical: (fill, on) => (
    <>
      <path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2Z" fill={fill} />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" stroke={on} {...line} />
    </>
  ),
  major: (fill, on) => (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8Z" fill={fill} />
      <path d="M8 4.6v4M8 11.2v.1" stroke={on} {...line} />
    </>
  ),
  warning: (fill, on) => (
    <>
      <path d="M8 1.3 15.3 14.2H.7Z" fill={fill} stroke={fill} strokeLinejoin="round" />
      <path d="M8 6v3.6M8 12v.1" stroke={on} {...line} />
    </>
  ),
  ok: (fill, on) => (
    <>
      <circle cx="8" cy="8" r="7.2" fill={fill} />
      <path d="m4.9 8.2 2.2 2.2 4-4.4" stroke={on} {...line} />
    </>
  ),
  info: (fill, on) => (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" fill={fill} />
      <path d="M8 7.4v4M8 4.6v.1" stroke={on} {...line} />
    </>
  ),
  maintenance: (fill, on) => (
    <>
      <rect x=".8" y="3" width="14.4" height="10" rx="5" fill={fill} />
      <path d="M5 8h6" stroke={on} {...line} />
    </>
  ),
  unknown: (fill) => (
    <circle cx="8" cy="8" r="6.4" fill="none" stroke={fill} strokeWidth="1.9" strokeDasharray="3 2.03" />
  ),
};

/** The shape of a state. It is decoration unless `label` gives it words: a state is always written out beside it. */
export function StateMark({ state, size = 16, label }: { state: StateName; size?: number; label?: string }) {
  const name =
    label === undefined ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label or is hidden, as `name` says
    <svg width={size} height={size} viewBox="0 0 16 16" className={classes.mark} {...name}>
      {SHAPES[state](`var(--${state}-fill)`, `var(--${state}-on)`)}
    </svg>
  );
}

/** Shape and word on the state's soft colour: the badge of every severity and health. */
export function StatePill({ state, word }: { state: StateName; word?: string }) {
  return (
    <span className={classes.pill} style={{ background: `var(--${state}-soft)`, color: `var(--${state}-text)` }}>
      <StateMark state={state} size={13} />
      {word ?? STATE_WORDS[state]}
    </span>
  );
}

/** The solid badge of a page's head: what state the whole thing is in. */
export function StateBadge({ state, word }: { state: StateName; word?: string }) {
  return (
    <span className={classes.badge} style={{ background: `var(--${state}-fill)`, color: `var(--${state}-on)` }}>
      <svg width={12} height={12} viewBox="0 0 16 16" className={classes.mark} aria-hidden>
        {SHAPES[state](`var(--${state}-on)`, `var(--${state}-fill)`)}
      </svg>
      {word ?? STATE_WORDS[state]}
    </span>
  );
}

/** Shape and word without a background: for lists that are mostly healthy. */
export function StateWord({ state, word }: { state: StateName; word?: string }) {
  return (
    <span className={classes.word}>
      <StateMark state={state} size={14} />
      {word ?? STATE_WORDS[state]}
    </span>
  );
}
