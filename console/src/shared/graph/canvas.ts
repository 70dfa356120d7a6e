import cytoscape from "cytoscape";
import { CARD, type Graph, type Layout } from "./graph";
import { paintCard, paintColumns, prepared } from "./paint";
import { type GraphTheme, readGraphTheme } from "./theme";

export interface MapState {
  readonly graph: Graph;
  readonly layout: Layout;
  readonly titles: readonly string[];
  readonly selected: string | undefined;
  readonly isFaded: (id: string) => boolean;
}

export interface MapActions {
  readonly select: (id: string | undefined) => void;
  readonly open: (id: string) => void;
}

const FIT_PAD = 44;
/** Smaller cards cannot be read; a map that is larger then reaches beyond the window. */
const ZOOM_READABLE = 0.62;
/** Below this a card's words are dots. */
const ZOOM_WORDS = 0.3;
const ZOOM_STEP = 1.3;

/**
 * A map on three canvases: columns below, Cytoscape's edges and cards to be hit in the middle, and what stands on the
 * cards above, which Cytoscape's labels of one font cannot say.
 */
export class MapCanvas {
  readonly #cy: cytoscape.Core;
  readonly #below: HTMLCanvasElement;
  readonly #above: HTMLCanvasElement;
  #state: MapState;
  #theme: GraphTheme = readGraphTheme();
  /** Whether somebody moved the map since it was fitted: it then stays where it is. */
  #moved = false;

  constructor(stage: HTMLElement, below: HTMLCanvasElement, above: HTMLCanvasElement, actions: MapActions) {
    this.#below = below;
    this.#above = above;
    this.#state = {
      graph: { nodes: [], edges: [] },
      layout: { placements: [], columns: 0 },
      titles: [],
      selected: undefined,
      isFaded: () => false,
    };
    this.#cy = cytoscape({
      container: stage,
      autoungrabify: true,
      boxSelectionEnabled: false,
      minZoom: 0.1,
      maxZoom: 2,
      layout: { name: "preset" },
    });
    this.#cy.on("tap", (event) =>
      actions.select(event.target === this.#cy ? undefined : event.target.isNode() ? event.target.id() : undefined),
    );
    this.#cy.on("dbltap", "node", (event) => actions.open(event.target.id()));
    this.#cy.on("dragpan scrollzoom pinchzoom", () => {
      this.#moved = true;
    });
    this.#cy.on("resize", () => {
      if (!this.#moved) {
        this.fit();
      }
    });
    this.#cy.on("render resize", () => this.#paint());
    this.#restyle();
  }

  /** Shows it; places, lines and looks may all be new. */
  show(state: MapState): void {
    this.#state = state;
    const { graph, layout } = state;
    const placed = new Set(layout.placements.map(({ id }) => id));
    const edges = graph.edges.filter(({ from, to }) => placed.has(from) && placed.has(to) && from !== to);
    this.#cy.batch(() => {
      this.#cy.elements().remove();
      this.#cy.add(layout.placements.map(({ id, x, y }) => ({ group: "nodes", data: { id }, position: { x, y } })));
      this.#cy.add(
        // Lines along which failure comes lie over the others.
        [...edges]
          .sort((a, b) => Number(a.failing ?? false) - Number(b.failing ?? false))
          .map(({ from, to, failing }) => ({
            group: "edges",
            data: { id: `${from} ${to}`, source: from, target: to },
            classes: [failing ? "failing" : "", state.isFaded(from) && state.isFaded(to) ? "faded" : ""].join(" "),
          })),
      );
    });
    this.#paint();
  }

  /** Takes the colours of the theme that is in force. */
  restyle(): void {
    this.#theme = readGraphTheme();
    this.#restyle();
    this.#paint();
  }

  /** As much of the map as can be read, from its beginning. */
  fit(): void {
    this.#moved = false;
    const { placements } = this.#state.layout;
    if (placements.length === 0) {
      return;
    }
    const xs = placements.map(({ x }) => x);
    const ys = placements.map(({ y }) => y);
    const [left, right] = [Math.min(...xs) - CARD.width / 2 - 20, Math.max(...xs) + CARD.width / 2 + 20];
    const [top, bottom] = [Math.min(...ys) - CARD.height / 2 - 40, Math.max(...ys) + CARD.height / 2 + 20];
    const [width, height] = [this.#cy.width() - 2 * FIT_PAD, this.#cy.height() - 2 * FIT_PAD];
    const zoom = Math.min(1, Math.max(ZOOM_READABLE, Math.min(width / (right - left), height / (bottom - top))));
    const start = (size: number, from: number, to: number) =>
      FIT_PAD + Math.max(0, (size - (to - from) * zoom) / 2) - from * zoom;
    this.#cy.viewport({ zoom, pan: { x: start(width, left, right), y: start(height, top, bottom) } });
  }

  zoomBy(direction: 1 | -1): void {
    this.#moved = true;
    const level = this.#cy.zoom() * ZOOM_STEP ** direction;
    this.#cy.zoom({ level, renderedPosition: { x: this.#cy.width() / 2, y: this.#cy.height() / 2 } });
  }

  /** Moves the map so that the card can be seen, if it cannot. */
  reveal(id: string): void {
    const node = this.#cy.getElementById(id);
    if (node.empty()) {
      return;
    }
    const { x, y } = node.renderedPosition();
    const inside = x > FIT_PAD && x < this.#cy.width() - FIT_PAD && y > FIT_PAD && y < this.#cy.height() - FIT_PAD;
    if (!inside) {
      this.#cy.center(node);
    }
  }

  close(): void {
    this.#cy.destroy();
  }

  #paint(): void {
    const view = { zoom: this.#cy.zoom(), pan: this.#cy.pan() };
    const { graph, layout, titles, selected, isFaded } = this.#state;
    const below = prepared(this.#below, view);
    if (below) {
      paintColumns(below, layout, titles, this.#theme);
    }
    const above = prepared(this.#above, view);
    if (!above || view.zoom < ZOOM_WORDS) {
      return;
    }
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const place of layout.placements) {
      const node = nodes.get(place.id);
      if (node) {
        paintCard(above, node, place, { selected: place.id === selected, faded: isFaded(place.id) }, this.#theme);
      }
    }
  }

  #restyle(): void {
    const { edge, state, surface } = this.#theme;
    this.#cy.style([
      {
        selector: "node",
        style: {
          shape: "round-rectangle",
          width: CARD.width,
          height: CARD.height,
          "background-color": surface,
          "overlay-opacity": 0,
        },
      },
      {
        selector: "edge",
        style: {
          "curve-style": "round-taxi",
          "taxi-direction": "horizontal",
          "taxi-turn": `-${CARD.columnGap / 2}px`,
          "taxi-radius": 8,
          width: 1.3,
          "line-color": edge,
          "target-arrow-color": edge,
          "target-arrow-shape": "triangle",
          "arrow-scale": 0.8,
          "overlay-opacity": 0,
        },
      },
      {
        selector: "edge.failing",
        style: {
          width: 2.4,
          "line-style": "dashed",
          "line-dash-pattern": [7, 4],
          "line-color": state.critical.fill,
          "target-arrow-color": state.critical.fill,
        },
      },
      { selector: "edge.faded", style: { opacity: 0.25 } },
    ] as unknown as cytoscape.StylesheetJson);
  }
}
