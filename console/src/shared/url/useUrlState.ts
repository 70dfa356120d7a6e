import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";

/**
 * A page's own state in the address: every field is a text with a default, and the default is not written. Filters and
 * sorting replace the history entry; `push` is for selections that the back button should undo.
 */
export function useUrlState<T extends Record<string, string>>(
  defaults: T,
): [T, (change: Partial<T>, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const fixed = useRef(defaults).current;
  const state = useMemo(() => stateOf(search, fixed), [search, fixed]);
  const navigate = useNavigate();
  const setState = useCallback(
    (change: Partial<T>, options?: { push?: boolean }) => {
      void navigate({
        to: ".",
        search: (current: Record<string, unknown>) => withChange(current, change, fixed),
        replace: options?.push !== true,
        resetScroll: false,
      } as never);
    },
    [navigate, fixed],
  );
  return [state, setState];
}

export function stateOf<T extends Record<string, string>>(search: Record<string, unknown>, defaults: T): T {
  const entries = Object.entries(defaults).map(([key, fallback]) => {
    const value = search[key];
    return [key, typeof value === "string" ? value : fallback];
  });
  return Object.fromEntries(entries) as T;
}

export function withChange(
  current: Record<string, unknown>,
  change: Record<string, string | undefined>,
  defaults: Record<string, string>,
): Record<string, unknown> {
  const next = { ...current, ...change };
  for (const [key, fallback] of Object.entries(defaults)) {
    if (next[key] === fallback) next[key] = undefined;
  }
  return next;
}
