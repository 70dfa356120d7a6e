import { useSyncExternalStore } from "react";

/** What this browser remembers for its user; nothing in it is secret or needed. `public/theme.js` reads `theme` too. */
export type Preferences = {
  theme: "system" | "light" | "dark";
  railFolded: boolean;
  letterKeys: boolean;
};

const KEY = "binnacle.preferences";
const DEFAULTS: Preferences = { theme: "system", railFolded: false, letterKeys: true };

export function parsePreferences(stored: string | null): Preferences {
  if (stored === null) return DEFAULTS;
  try {
    const value = JSON.parse(stored) as Partial<Record<keyof Preferences, unknown>>;
    return {
      theme: value.theme === "light" || value.theme === "dark" ? value.theme : DEFAULTS.theme,
      railFolded: value.railFolded === true,
      letterKeys: value.letterKeys !== false,
    };
  } catch {
    return DEFAULTS;
  }
}

function read(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(KEY));
  } catch {
    return DEFAULTS;
  }
}

let current: Preferences | undefined;
const watchers = new Set<() => void>();

export function getPreferences(): Preferences {
  current ??= read();
  return current;
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...getPreferences(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage may be full or forbidden: the choice then lasts as long as the page.
  }
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(watch, getPreferences);
}
