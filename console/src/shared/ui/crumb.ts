import { useEffect, useSyncExternalStore } from "react";

let crumb: string | undefined;
const watchers = new Set<() => void>();

function set(next: string | undefined): void {
  crumb = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Names the thing that an entity page shows (`INC-2041`) in the breadcrumb, for as long as the page shows it. */
export function useSetCrumb(name: string | undefined): void {
  useEffect(() => {
    set(name);
    return () => set(undefined);
  }, [name]);
}

export function useCrumb(): string | undefined {
  return useSyncExternalStore(watch, () => crumb);
}
