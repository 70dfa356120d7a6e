import { ActionIcon } from "@mantine/core";
import { IconFocusCentered, IconMinus, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useColorSchemeName } from "../chart/theme";
import { STATE_WORDS } from "../ui";
import { MapCanvas } from "./canvas";
import styles from "./GraphMap.module.css";
import type { Graph, GraphNode } from "./graph";
import { useLayout } from "./useLayout";
import { type Step, walkTo } from "./walk";

export interface GraphMapProps {
  readonly label: string;
  readonly graph: Graph;
  /** What stands above each column, by the cards in it. */
  readonly titleOf: (members: readonly GraphNode[]) => string;
  readonly selected: string | undefined;
  readonly isFaded?: (id: string) => boolean;
  /** The map is fitted into its frame when this changes; otherwise it stays where one has moved it. */
  readonly fitFor: string;
  readonly onSelect: (id: string | undefined) => void;
  readonly onOpen: (id: string) => void;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const NOTHING_FADED = () => false;

/** A graph as a map: click selects, double-click or Enter opens, arrows walk the edges, Esc lets go. */
export default function GraphMap(props: GraphMapProps) {
  const { label, graph, titleOf, selected, isFaded = NOTHING_FADED, fitFor, onSelect, onOpen } = props;
  const layout = useLayout(graph);
  const stage = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<MapCanvas | undefined>(undefined);
  const fitted = useRef<string | undefined>(undefined);
  const latest = useRef({ onSelect, onOpen });
  latest.current = { onSelect, onOpen };
  const scheme = useColorSchemeName();
  useEffect(() => {
    if (!stage.current || !below.current || !above.current) {
      return;
    }
    const own = new MapCanvas(stage.current, below.current, above.current, {
      select: (id) => latest.current.onSelect(id),
      open: (id) => latest.current.onOpen(id),
    });
    canvas.current = own;
    // The first words may be drawn before their font is there.
    void document.fonts.ready.then(() => own.restyle());
    return () => {
      canvas.current = undefined;
      fitted.current = undefined;
      own.close();
    };
  }, []);
  useEffect(() => {
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const titles = Array.from({ length: layout.columns }, (_, column) =>
      titleOf(layout.placements.flatMap((place) => (place.column === column ? (nodes.get(place.id) ?? []) : []))),
    );
    canvas.current?.show({ graph, layout, titles, selected, isFaded });
    if (layout.placements.length > 0 && fitted.current !== fitFor) {
      fitted.current = fitFor;
      canvas.current?.fit();
    }
  }, [graph, layout, titleOf, selected, isFaded, fitFor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the scheme
  useEffect(() => canvas.current?.restyle(), [scheme]);
  useEffect(() => {
    if (selected !== undefined) {
      canvas.current?.reveal(selected);
    }
  }, [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const next = step && walkTo(layout, graph.edges, selected, step);
    if (step) {
      event.preventDefault();
    }
    if (next !== undefined) {
      onSelect(next);
    } else if (event.key === "Enter" && selected !== undefined) {
      onOpen(selected);
    }
  };
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the map itself takes the arrow keys */}
      <div className={styles.map} role="application" aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
        <canvas ref={below} className={styles.layer} aria-hidden />
        <div ref={stage} className={styles.stage} aria-hidden />
        <canvas ref={above} className={styles.layer} aria-hidden />
      </div>
      <p className="visually-hidden" role="status">
        {selectedWords(graph, selected)}
      </p>
      <div className={styles.zoom} role="group" aria-label="Zoom">
        <ActionIcon variant="default" size={28} aria-label="Closer" onClick={() => canvas.current?.zoomBy(1)}>
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size={28} aria-label="Further away" onClick={() => canvas.current?.zoomBy(-1)}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size={28} aria-label="Fit the map" onClick={() => canvas.current?.fit()}>
          <IconFocusCentered size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}

/** What a screen reader says of the card that one has walked to. */
function selectedWords({ nodes, edges }: Graph, selected: string | undefined): string {
  const node = nodes.find(({ id }) => id === selected);
  if (!node) {
    return "";
  }
  const uses = edges.filter(({ from }) => from === node.id).length;
  const users = edges.filter(({ to }) => to === node.id).length;
  return `${node.label}, ${STATE_WORDS[node.state]}, ${node.about}; uses ${uses}, used by ${users}`;
}
