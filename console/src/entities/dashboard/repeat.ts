import type { DashboardPanel } from "../../shared/api";
import { ALL, type Chosen } from "./variables";

/** A panel as it stands on the page: with the values of variables that are its own because it is repeated. */
export interface PlacedPanel {
  readonly panel: DashboardPanel;
  /** Where the panel stands in the dashboard's content. */
  readonly index: number;
  readonly own: Chosen;
  readonly key: string;
}

/**
 * The panels in their order, each that repeats once for every chosen value of its variable. A row that repeats takes the
 * panels up to the next row along.
 *
 * @param choices all values that a variable may have: what "all" stands for
 */
export function placed(panels: readonly DashboardPanel[], chosen: Chosen, choices: Chosen): PlacedPanel[] {
  const sections = sectionsOf(panels);
  return sections.flatMap((section) => {
    const [head] = section;
    if (head?.panel.kind !== "row" || head.panel.repeat === "")
      return section.flatMap((one) => each(one, {}, chosen, choices));
    return valuesFor(head.panel.repeat, chosen, choices).flatMap((value) => {
      const own = { [head.panel.repeat]: [value] };
      return section.flatMap((one) => (one === head ? [place(one, own)] : each(one, own, chosen, choices)));
    });
  });
}

interface Indexed {
  readonly panel: DashboardPanel;
  readonly index: number;
}

/** What stands before the first row, then each row with what follows it. */
function sectionsOf(panels: readonly DashboardPanel[]): Indexed[][] {
  const sections: Indexed[][] = [[]];
  panels.forEach((panel, index) => {
    if (panel.kind === "row") sections.push([]);
    sections.at(-1)?.push({ panel, index });
  });
  return sections;
}

function each(one: Indexed, own: Chosen, chosen: Chosen, choices: Chosen): PlacedPanel[] {
  const { repeat } = one.panel;
  if (repeat === "" || repeat in own) return [place(one, own)];
  return valuesFor(repeat, chosen, choices).map((value) => place(one, { ...own, [repeat]: [value] }));
}

function place({ panel, index }: Indexed, own: Chosen): PlacedPanel {
  return { panel, index, own, key: `${index} ${JSON.stringify(own)}` };
}

function valuesFor(name: string, chosen: Chosen, choices: Chosen): readonly string[] {
  const values = chosen[name] ?? [];
  return values[0] === ALL ? (choices[name] ?? []) : values;
}
