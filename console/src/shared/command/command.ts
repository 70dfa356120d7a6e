import type { ComponentType } from "react";

/**
 * One thing that a person can do. Buttons, menus, the palette and the keyboard all draw on the same command, so that
 * its name, key and permission are written once.
 */
export type Command = {
  /** Stable and unique: `go.incidents`, `time.live`, `incident.acknowledge`. */
  id: string;
  /** Sentence case, a verb first: `Acknowledge incident`. */
  title: string;
  /** The heading it stands under in the palette and the keyboard map. */
  section: string;
  /** Keys: `mod+k`, `y`, `shift+a`, or a sequence such as `g i` or `t left`. */
  keys?: string;
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** Other words that people may type for it. */
  words?: string;
  /** False hides the command: it makes no sense here or the role may not. */
  available?: boolean;
  /** False keeps it out of the palette (keys only). */
  inPalette?: boolean;
  /** True when the keys act only where the focus is: the map tells of them, the page listens itself. */
  local?: boolean;
  run: () => void;
};
