import type { Command } from "./command";

/** What the matcher needs of a keyboard event. */
export type KeyStroke = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

// Longer than a deliberate second key takes, short enough that a stray `g` is soon forgotten.
const SEQUENCE_MILLIS = 1_500;

const NAMES: Record<string, string> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Escape: "esc",
  Enter: "enter",
  " ": "space",
};

/** The name of a stroke as commands write it: `mod+k`, `shift+a`, `?`, `left`. */
export function nameOf(stroke: KeyStroke): string {
  const named = NAMES[stroke.key];
  const key = named ?? stroke.key.toLowerCase();
  const letter = named !== undefined || /^[a-z]$/.test(key);
  const mod = stroke.ctrlKey || stroke.metaKey ? "mod+" : "";
  const alt = stroke.altKey ? "alt+" : "";
  // For `?` and its like the shift key is part of the sign.
  const shift = stroke.shiftKey && letter ? "shift+" : "";
  return mod + alt + shift + key;
}

/** Finds the command of a key or key sequence among those that are registered now. */
export class KeyMatcher {
  private prefix = "";
  private prefixAt = 0;

  /** The command to run; `pending` when a sequence has begun and its next key is awaited. */
  press(name: string, commands: readonly Command[], now: number, lettersOn: boolean): Command | "pending" | undefined {
    const prefix = now - this.prefixAt <= SEQUENCE_MILLIS ? this.prefix : "";
    this.prefix = "";
    const usable = commands.filter((command) => command.keys && (lettersOn || command.keys.includes("mod+")));
    const candidates = prefix === "" ? [name] : [`${prefix} ${name}`, name];
    for (const keys of candidates) {
      const found = usable.findLast((command) => command.keys === keys);
      if (found) return found;
      if (usable.some((command) => command.keys?.startsWith(`${keys} `))) {
        this.prefix = keys;
        this.prefixAt = now;
        return "pending";
      }
    }
    return undefined;
  }
}

const SIGNS: Record<string, string> = {
  left: "←",
  right: "→",
  up: "↑",
  down: "↓",
  esc: "Esc",
  enter: "Enter",
  space: "Space",
  mod: "Ctrl",
  shift: "Shift",
  alt: "Alt",
};

/** Keys as a person reads them: `["G", "I"]`, `["Ctrl K"]`. */
export function keyLabels(keys: string, mac: boolean): string[] {
  const signs = mac ? { ...SIGNS, mod: "⌘", alt: "⌥" } : SIGNS;
  const signOf = (part: string) => signs[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  return keys.split(" ").map((stroke) => stroke.split("+").map(signOf).join(" "));
}

export const isMac = (): boolean => typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
