import { NativeSelect } from "@mantine/core";
import { CiPicker } from "../../entities/ci";
import type { ConfigurationItem } from "../../shared/api";
import { Segments } from "../../shared/ui";
import { LAYERS, type Layer } from "./layers";
import classes from "./map.module.css";

interface MapHeadProps {
  readonly roots: readonly ConfigurationItem[];
  readonly focus: { readonly id: string; readonly name: string } | undefined;
  readonly layer: Layer;
  readonly view: "map" | "list";
  readonly about: string;
  readonly onFocus: (id: string) => void;
  readonly onLayer: (layer: Layer) => void;
  readonly onView: (view: "map" | "list") => void;
}

const VIEWS = [
  { id: "map", label: "Map" },
  { id: "list", label: "List" },
] as const;

/** One line above the map: of what, which layer, find an item, how much of it is shown, and its list twin. */
export function MapHead({ roots, focus, layer, view, about, onFocus, onLayer, onView }: MapHeadProps) {
  const choices = [
    { value: "", label: "All services" },
    ...roots.map(({ id, name }) => ({ value: id, label: name })),
    ...(focus && !roots.some(({ id }) => id === focus.id) ? [{ value: focus.id, label: focus.name }] : []),
  ];
  return (
    <div className={classes.head}>
      <title>Map · Binnacle</title>
      <h1 tabIndex={-1}>Map</h1>
      <NativeSelect
        aria-label="Map of"
        className={classes.scope ?? ""}
        value={focus?.id ?? ""}
        data={choices}
        onChange={(event) => onFocus(event.currentTarget.value)}
      />
      <Segments label="Layer" choices={LAYERS} current={layer} onPick={onLayer} />
      <div className={classes.find}>
        <CiPicker label="Find an item" placeholder="Find an item…" onPick={onFocus} />
      </div>
      <p className={classes.about}>{about}</p>
      <Segments label="Show as" choices={VIEWS} current={view} onPick={onView} />
    </div>
  );
}
