import type { ComponentType } from "react";
import type { Command } from "../shared/command";

export type RailGroup = "Operate" | "Understand" | "Control";

/** What the shell must know of a page; everything else is the page's own business. */
export type PageDefinition = {
  /** Stable name, also of its `go.<id>` command. */
  id: string;
  /** Route pattern: `$x` is a parameter, `{-$x}` one that may be absent. */
  path: string;
  title: string;
  load: () => Promise<{ default: ComponentType }>;
  /** Absent: every signed-in user may see it. */
  permission?: string;
  /** Absent: not in the rail. */
  group?: RailGroup;
  icon?: Command["icon"];
  /** The letter after `g` that leads here. */
  key?: string;
  /** The page that it belongs under in the breadcrumb and the rail. */
  parent?: string;
  /** Whether it shows data over time: the time bar is hidden elsewhere. */
  time?: boolean;
  /** Which count the rail shows beside it. */
  badge?: "alerts" | "incidents";
  /** Other words that people may type to find it. */
  words?: string;
};
