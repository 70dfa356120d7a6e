import type { StateName } from "./state";

/** The shape of a state in a box of 16 by 16, for SVG and canvas alike. */
export interface StateShape {
  readonly body: string;
  /** The sign on it. */
  readonly glyph?: string;
  /** How the body is drawn; filled unless it says otherwise. */
  readonly drawn?: "rounded" | "dashed";
}

export const STATE_SHAPES: Readonly<Record<StateName, StateShape>> = {
  critical: { body: "M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2Z", glyph: "m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" },
  major: { body: "M8 .6 15.4 8 8 15.4.6 8Z", glyph: "M8 4.6v4M8 11.2v.1" },
  warning: { body: "M8 1.3 15.3 14.2H.7Z", glyph: "M8 6v3.6M8 12v.1", drawn: "rounded" },
  ok: { body: "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 1 1 8 .8Z", glyph: "m4.9 8.2 2.2 2.2 4-4.4" },
  info: {
    body: "M4 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z",
    glyph: "M8 7.4v4M8 4.6v.1",
  },
  maintenance: { body: "M5.8 3h4.4a5 5 0 0 1 0 10H5.8a5 5 0 0 1 0-10Z", glyph: "M5 8h6" },
  unknown: { body: "M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 1 1 8 1.6Z", drawn: "dashed" },
};

export const SHAPE_STROKE = 1.9;
export const SHAPE_DASHES = [3, 2.03] as const;
