import { useSyncExternalStore } from "react";
import type { StateName } from "../ui";
import { SERIES_MAX } from "./series";

/** The tokens as the canvas needs them: computed colours, because a canvas cannot resolve `var(--…)`. */
export interface ChartTheme {
  readonly series: readonly string[];
  readonly other: string;
  readonly grid: string;
  readonly axis: string;
  readonly ground: string;
  readonly state: (state: StateName) => string;
}

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    series: Array.from({ length: SERIES_MAX }, (_, index) => token(`series-${index + 1}`)),
    other: token("edge"),
    grid: token("grid"),
    axis: token("muted"),
    ground: token("surface"),
    state: (state) => token(`${state}-text`),
  };
}

/** The colour scheme that is in force; it changes when the user or the system changes it. */
export function useColorSchemeName(): string {
  return useSyncExternalStore(subscribe, schemeName, () => "light");
}

function schemeName(): string {
  return document.documentElement.getAttribute("data-mantine-color-scheme") ?? "light";
}

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
  return () => observer.disconnect();
}
