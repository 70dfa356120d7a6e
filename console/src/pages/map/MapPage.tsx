import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import { ciClassesQuery } from "../../entities/ci";
import { ApiProblem, type CiClass } from "../../shared/api";
import { useCommands } from "../../shared/command";
import { type GraphNode, LazyGraphMap } from "../../shared/graph";
import { SidePanel } from "../../shared/table";
import { Empty, ErrorState, FullPage, Loading, type StateName } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import type { Link } from "./columns";
import type { MapEstate, MapItem } from "./estate";
import { fold } from "./folding";
import { itemsOf, LAYERS, type Layer, linksOf } from "./layers";
import { MapHead } from "./MapHead";
import { MapLegend } from "./MapLegend";
import { MapList } from "./MapList";
import { FoldPanel, MapPanel } from "./MapPanel";
import classes from "./map.module.css";
import { TimeStrip } from "./TimeStrip";
import { type EstateMap, useEstateMap } from "./useEstateMap";
import { useHappenings } from "./useHappenings";

const DEFAULTS = { layer: "services", view: "map", focus: "", sel: "", state: "", open: "", at: "" };

/** The estate as a map: services and what they stand on, unhealthy first, healthy folded, now or at any step of the time range. */
export default function MapPage() {
  const [url, setUrl] = useUrlState(DEFAULTS);
  const found = useEstateMap(url.focus, url.at);
  const estate = useKept(found.estate, found.error !== null, url.focus);
  const happenings = useHappenings(estate);
  const ciClasses = useClasses();
  const layer = LAYERS.find(({ id }) => id === url.layer)?.id ?? "services";
  const shown = useShown(estate, layer, ciClasses, url.focus, url.sel);
  const classWords = useCallback((name: string, count: number) => classWordsOf(ciClasses, name, count), [ciClasses]);
  const opened = useMemo(() => new Set(url.open === "" ? [] : url.open.split("+")), [url.open]);
  const folded = useMemo(
    () =>
      fold({
        ...shown,
        pinned: [url.focus, url.sel],
        changed: happenings.changed,
        opened,
        classWords,
      }),
    [shown, url.focus, url.sel, happenings.changed, opened, classWords],
  );
  const chosen = useMemo(() => new Set(url.state === "" ? [] : url.state.split(",")), [url.state]);
  const select = (id: string | undefined) => setUrl({ sel: id ?? "" }, { push: true });
  const focusOn = (id: string) => setUrl({ focus: id, sel: id, open: "" }, { push: true });
  useCommands([
    {
      id: "map.close",
      title: "Close the panel",
      section: "Map",
      keys: "esc",
      available: url.sel !== "",
      inPalette: false,
      run: () => select(undefined),
    },
  ]);
  const focus = url.focus === "" ? undefined : { id: url.focus, name: estate?.items.get(url.focus)?.name ?? "…" };
  const view = url.view === "list" ? "list" : "map";
  return (
    <FullPage>
      <MapHead
        roots={found.roots}
        focus={focus}
        layer={layer}
        view={view}
        about={estate ? shownWords(folded.drawn, shown.items.length, estate.truncated) : ""}
        onFocus={focusOn}
        onLayer={(next) => setUrl({ layer: next, open: "" })}
        onView={(next) => setUrl({ view: next })}
      />
      <div className={classes.body}>
        <div className={classes.stage}>
          <Stage
            found={found}
            estate={estate}
            past={url.at !== ""}
            empty={shown.items.length === 0}
            onNow={() => setUrl({ at: "" })}
          >
            {view === "list" ? (
              <MapList {...shown} changed={happenings.changed} classWords={classWords} onSelect={select} />
            ) : (
              <>
                <Drawing
                  folded={folded}
                  shown={shown}
                  ciClasses={ciClasses}
                  chosen={chosen}
                  selected={url.sel === "" ? undefined : url.sel}
                  fitFor={`${url.focus} ${layer} ${url.open}`}
                  onSelect={select}
                />
                <MapLegend
                  counts={countsOf(shown.items)}
                  chosen={chosen}
                  onChosen={(states) => setUrl({ state: states.join(",") })}
                />
              </>
            )}
          </Stage>
        </div>
        {url.sel !== "" && estate && (
          <SidePanel label="Chosen on the map" onClose={() => select(undefined)}>
            <Chosen
              id={url.sel}
              estate={estate}
              folded={folded}
              ciClasses={ciClasses}
              at={url.at}
              classWords={classWords}
              onSelect={select}
              onFocus={focusOn}
              onOpen={(key) => setUrl({ open: [...opened, key].join("+"), sel: "" })}
            />
          </SidePanel>
        )}
      </div>
      <TimeStrip bars={happenings.bars} marks={happenings.marks} at={url.at} onAt={(at) => setUrl({ at })} />
    </FullPage>
  );
}

/** The former map while another instant is fetched: it would flash otherwise. Not that of another item, nor of a failure. */
function useKept(estate: MapEstate | undefined, failed: boolean, focus: string): MapEstate | undefined {
  const kept = useRef<{ focus: string; estate: MapEstate } | undefined>(undefined);
  if (estate) {
    kept.current = { focus, estate };
  }
  return estate ?? (failed || kept.current?.focus !== focus ? undefined : kept.current.estate);
}

function useClasses(): readonly CiClass[] {
  const query = useQuery(ciClassesQuery);
  return useMemo(() => (query.data?.items ?? []).map(({ ciClass }) => ciClass), [query.data]);
}

interface Shown {
  readonly items: readonly MapItem[];
  readonly links: readonly Link[];
}

function useShown(
  estate: MapEstate | undefined,
  layer: Layer,
  ciClasses: readonly CiClass[],
  focus: string,
  selected: string,
): Shown {
  return useMemo(() => {
    if (!estate) {
      return { items: [], links: [] };
    }
    const ids = itemsOf(estate, layer, ciClasses, [focus, selected]);
    return { items: [...ids].flatMap((id) => estate.items.get(id) ?? []), links: linksOf(estate, ids) };
  }, [estate, layer, ciClasses, focus, selected]);
}

function classWordsOf(ciClasses: readonly CiClass[], name: string, count: number): string {
  const known = ciClasses.find((ciClass) => ciClass.name === name);
  return (count === 1 ? known?.label : known?.plural) ?? name.replaceAll("_", " ");
}

function shownWords(drawn: number, all: number, truncated: boolean): string {
  const words =
    drawn < all
      ? `${drawn.toLocaleString("en-GB")} of ${all.toLocaleString("en-GB")} shown · what is well and off the failing path is folded`
      : `All ${all.toLocaleString("en-GB")} shown`;
  return truncated ? `${words} · there is more than was looked at` : words;
}

function countsOf(items: readonly MapItem[]): ReadonlyMap<StateName, number> {
  const counts = new Map<StateName, number>();
  for (const { state } of items) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

interface StageProps {
  readonly found: EstateMap;
  readonly estate: MapEstate | undefined;
  readonly past: boolean;
  readonly empty: boolean;
  readonly onNow: () => void;
  readonly children: React.ReactNode;
}

/** The map, or in its place why there is none. */
function Stage({ found, estate, past, empty, onNow, children }: StageProps) {
  const toNow = (
    <Button size="xs" variant="default" onClick={onNow}>
      Back to now
    </Button>
  );
  if (estate === undefined) {
    if (!found.error) {
      return <Loading rows={8} label="Loading the map" />;
    }
    if (past && found.error instanceof ApiProblem && found.error.status === 404) {
      return <Empty kind="no-match" title="It was not there yet, or nobody knew of it then" action={toNow} />;
    }
    return <ErrorState error={found.error} onRetry={found.refetch} />;
  }
  if (empty && past) {
    return (
      <Empty kind="no-match" title="Nothing of this layer was known then" action={toNow}>
        What was discovered later is not on the map of that instant.
      </Empty>
    );
  }
  return empty ? (
    <Empty kind="not-set-up" title="Nothing on this layer">
      No item of this layer is part of what the map is of. Choose another layer, or find an item.
    </Empty>
  ) : (
    children
  );
}

interface DrawingProps {
  readonly folded: ReturnType<typeof fold>;
  readonly shown: Shown;
  readonly ciClasses: readonly CiClass[];
  readonly chosen: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly fitFor: string;
  readonly onSelect: (id: string | undefined) => void;
}

function Drawing({ folded, shown, ciClasses, chosen, selected, fitFor, onSelect }: DrawingProps) {
  const navigate = useNavigate();
  const titleOf = useCallback(
    (members: readonly GraphNode[]) => {
      const classOf = (id: string) => shown.items.find((item) => item.id === id)?.ciClass;
      const names = new Set(
        members.flatMap(({ id }) => folded.folds.get(id)?.members.map(({ ciClass }) => ciClass) ?? classOf(id) ?? []),
      );
      const [first = "", second] = names;
      const words = (name: string) => classWordsOf(ciClasses, name, 2);
      return names.size === 1 ? words(first) : names.size === 2 ? `${words(first)}, ${words(second ?? "")}` : "";
    },
    [shown.items, folded, ciClasses],
  );
  const states = useMemo(() => new Map(folded.nodes.map(({ id, state }) => [id, state])), [folded]);
  const isFaded = useCallback((id: string) => chosen.size > 0 && !chosen.has(states.get(id) ?? ""), [chosen, states]);
  return (
    <LazyGraphMap
      label="Map of the estate; List shows the same as a table"
      graph={folded}
      titleOf={titleOf}
      selected={selected}
      isFaded={isFaded}
      fitFor={fitFor}
      onSelect={onSelect}
      onOpen={(id) => (folded.folds.has(id) ? onSelect(id) : void navigate({ to: `/ci/${id}` }))}
    />
  );
}

interface ChosenProps {
  readonly id: string;
  readonly estate: MapEstate;
  readonly folded: ReturnType<typeof fold>;
  readonly ciClasses: readonly CiClass[];
  readonly at: string;
  readonly classWords: (ciClass: string, count: number) => string;
  readonly onSelect: (id: string) => void;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (key: string) => void;
}

function Chosen({ id, estate, folded, ciClasses, at, classWords, onSelect, onFocus, onOpen }: ChosenProps) {
  const item = estate.items.get(id);
  const hidden = folded.folds.get(id);
  if (hidden) {
    const names = [...new Set(hidden.members.map(({ ciClass }) => classWords(ciClass, 2)))];
    return <FoldPanel fold={hidden} about={names.join(", ")} onSelect={onSelect} onOpen={onOpen} />;
  }
  if (!item) {
    return <Empty kind="no-match" title="It is not on this map" />;
  }
  const users = [...estate.items.values()].filter((other) => estate.needs.get(other.id)?.has(id));
  const uses = [...(estate.needs.get(id) ?? [])].flatMap((other) => estate.items.get(other) ?? []);
  return (
    <MapPanel
      item={item}
      ciClass={ciClasses.find(({ name }) => name === item.ciClass)}
      at={at}
      users={users}
      uses={uses}
      onSelect={onSelect}
      onFocus={onFocus}
    />
  );
}
