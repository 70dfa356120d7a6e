import type { ReactNode } from "react";
import classes from "./StateMark.module.css";
import { STATE_WORDS, type StateName } from "./state";
import { SHAPE_DASHES, SHAPE_STROKE, STATE_SHAPES } from "./stateShapes";

const line = { fill: "none", strokeWidth: SHAPE_STROKE, strokeLinecap: "round", strokeLinejoin: "round" } as const;

function Shape({ state, fill, on }: { state: StateName; fill: string; on: string }): ReactNode {
  const { body, glyph, drawn } = STATE_SHAPES[state];
  if (drawn === "dashed") {
    return (
      <path d={body} fill="none" stroke={fill} strokeWidth={SHAPE_STROKE} strokeDasharray={SHAPE_DASHES.join(" ")} />
    );
  }
  return (
    <>
      <path d={body} fill={fill} {...(drawn === "rounded" ? { stroke: fill, strokeLinejoin: "round" } : {})} />
      <path d={glyph} stroke={on} {...line} />
    </>
  );
}

/** The shape of a state. It is decoration unless `label` gives it words: a state is always written out beside it. */
export function StateMark({ state, size = 16, label }: { state: StateName; size?: number; label?: string }) {
  const name =
    label === undefined ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label or is hidden, as `name` says
    <svg width={size} height={size} viewBox="0 0 16 16" className={classes.mark} {...name}>
      <Shape state={state} fill={`var(--${state}-fill)`} on={`var(--${state}-on)`} />
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
        <Shape state={state} fill={`var(--${state}-on)`} on={`var(--${state}-fill)`} />
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
