import { CloseButton } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { StateMark } from "./StateMark";
import type { StateName } from "./state";
import classes from "./toast.module.css";

export type Toast = { id: number; state: StateName; text: string; undo?: () => void };

// Long enough to read and to press Undo (console guide: 10 s).
const SHOWN_MILLIS = 10_000;
const SHOWN_MAX = 4;

let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

export function dismissToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id));
}

/** Says briefly that something was done. Errors belong where they happened, not here. */
export function showToast(text: string, options: { state?: StateName; undo?: () => void } = {}): void {
  const id = nextId++;
  const toast: Toast = { id, text, state: options.state ?? "ok", ...(options.undo ? { undo: options.undo } : {}) };
  replace([...toasts, toast].slice(-SHOWN_MAX));
  setTimeout(() => dismissToast(id), SHOWN_MILLIS);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function Toasts() {
  const shown = useSyncExternalStore(watch, () => toasts);
  return (
    <div className={classes.toasts} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={classes.toast}>
          <StateMark state={toast.state} />
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              className={classes.undo}
              onClick={() => {
                toast.undo?.();
                dismissToast(toast.id);
              }}
            >
              Undo
            </button>
          )}
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}
