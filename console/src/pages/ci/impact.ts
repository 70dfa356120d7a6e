import type { CiClass, ClassCount } from "../../shared/api";

const CLASSES_NAMED = 4;

/** `2 business services, 12 applications and 3 others`: what there is most of first. */
export function classWords(counts: readonly ClassCount[], classes: readonly CiClass[]): string {
  const most = [...counts].sort((a, b) => b.items - a.items || a.ciClass.localeCompare(b.ciClass));
  const named = most.slice(0, CLASSES_NAMED).map(({ ciClass, items }) => {
    const known = classes.find(({ name }) => name === ciClass);
    const words = (items === 1 ? known?.label : known?.plural) ?? ciClass.replaceAll("_", " ");
    return `${items.toLocaleString("en-GB")} ${words.toLowerCase()}`;
  });
  const others = most.slice(CLASSES_NAMED).reduce((sum, { items }) => sum + items, 0);
  return others === 0 ? named.join(", ") : `${named.join(", ")} and ${others.toLocaleString("en-GB")} others`;
}
