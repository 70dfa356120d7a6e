import { useSyncExternalStore } from "react";
import { usePreferences } from "./preferences";

export type Scheme = "light" | "dark";

const darkQuery = () => window.matchMedia("(prefers-color-scheme: dark)");

function watchSystem(watcher: () => void): () => void {
  const query = darkQuery();
  query.addEventListener("change", watcher);
  return () => query.removeEventListener("change", watcher);
}

/** The override of the address (`?theme=dark`), made for screenshots and for comparing. */
function themeOfAddress(): Scheme | undefined {
  const theme = new URLSearchParams(window.location.search).get("theme");
  return theme === "light" || theme === "dark" ? theme : undefined;
}

/** The colour scheme that holds: the address, then the user's choice, then the system. */
export function useScheme(): Scheme {
  const { theme } = usePreferences();
  const system: Scheme = useSyncExternalStore(watchSystem, () => (darkQuery().matches ? "dark" : "light"));
  return themeOfAddress() ?? (theme === "system" ? system : theme);
}
