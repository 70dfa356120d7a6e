import { STATES_WORST_FIRST, type StateName } from "../ui";

/** The tokens as a canvas needs them, computed: a canvas cannot resolve `var(--…)`. */
export interface GraphTheme {
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly sunken: string;
  readonly border: string;
  readonly accent: string;
  readonly edge: string;
  readonly font: string;
  readonly state: Readonly<Record<StateName, { readonly fill: string; readonly on: string; readonly soft: string }>>;
}

export function readGraphTheme(): GraphTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const states = STATES_WORST_FIRST.map((state) => [
    state,
    { fill: token(`${state}-fill`), on: token(`${state}-on`), soft: token(`${state}-soft`) },
  ]);
  return {
    text: token("text"),
    muted: token("muted"),
    surface: token("surface"),
    sunken: token("sunken"),
    border: token("border"),
    accent: token("accent"),
    edge: token("edge"),
    font: token("font"),
    state: Object.fromEntries(states) as GraphTheme["state"],
  };
}
