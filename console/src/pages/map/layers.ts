import type { CiClass } from "../../shared/api";
import type { MapEstate } from "./estate";

export type Layer = "business" | "services" | "infrastructure";

export const LAYERS: readonly { readonly id: Layer; readonly label: string }[] = [
  { id: "business", label: "Business" },
  { id: "services", label: "Services" },
  { id: "infrastructure", label: "Infrastructure" },
];

const BUSINESS = new Set(["business_service", "business_process", "service_offering"]);
/** Areas of the model whose items are software that does something for others. */
const SOFTWARE = new Set(["software", "service", "kubernetes"]);
/** Software all the same, but it is what others run on. */
const GROUND = new Set(["operating_system", "firmware", "hypervisor", "package", "kubernetes_node"]);

/** The layer that a class belongs to; a class that the model does not tell of is infrastructure. */
export function layerOf(name: string, classes: readonly Pick<CiClass, "name" | "area">[]): Layer {
  if (BUSINESS.has(name)) {
    return "business";
  }
  const area = classes.find((ciClass) => ciClass.name === name)?.area ?? "";
  return SOFTWARE.has(area) && !GROUND.has(name) ? "services" : "infrastructure";
}

/**
 * The items of a layer. Business shows what is directly below it as well, for a business service alone says nothing of
 * what it stands on; software that a technical service stands for is infrastructure. Pinned ones (chosen, or asked for)
 * are there in any layer.
 */
export function itemsOf(
  estate: MapEstate,
  layer: Layer,
  classes: readonly Pick<CiClass, "name" | "area">[],
  pinned: readonly string[],
): ReadonlySet<string> {
  const { items, needs } = estate;
  const shown = new Set(pinned.filter((id) => items.has(id)));
  const standsBelow = belowServices(estate, classes);
  for (const { id, ciClass } of items.values()) {
    const own = layerOf(ciClass, classes);
    if ((own === "services" && standsBelow.has(id) ? "infrastructure" : own) === layer) {
      shown.add(id);
      if (layer === "business") {
        for (const below of needs.get(id) ?? []) {
          shown.add(below);
        }
      }
    }
  }
  return shown;
}

/** The software that a service directly stands on: on the layer of services the service is there for it. */
function belowServices({ items, needs }: MapEstate, classes: readonly Pick<CiClass, "name" | "area">[]): Set<string> {
  const isService = (ciClass: string) => classes.find(({ name }) => name === ciClass)?.area === "service";
  const below = new Set<string>();
  for (const { id, ciClass } of items.values()) {
    for (const other of isService(ciClass) ? (needs.get(id) ?? []) : []) {
      if (!isService(items.get(other)?.ciClass ?? "")) {
        below.add(other);
      }
    }
  }
  return below;
}

/** The lines between the shown items; one that leads through hidden ones is drawn straight. */
export function linksOf({ items, needs }: MapEstate, shown: ReadonlySet<string>): { from: string; to: string }[] {
  const links: { from: string; to: string }[] = [];
  for (const from of shown) {
    const seen = new Set([from]);
    const queue = [...(needs.get(from) ?? [])];
    while (queue.length > 0) {
      const id = queue.pop();
      if (id === undefined || seen.has(id) || !items.has(id)) {
        continue;
      }
      seen.add(id);
      if (shown.has(id)) {
        links.push({ from, to: id });
      } else {
        queue.push(...(needs.get(id) ?? []));
      }
    }
  }
  return links;
}
