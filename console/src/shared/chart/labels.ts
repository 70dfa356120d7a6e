type Labels = Readonly<Record<string, string>>;

/**
 * The name of a series: `{{label}}` in the template is replaced, by nothing where the series has no such label. Without a
 * template, or where nothing is left of it, it is made of all labels.
 */
export function labelOf(template: string, metric: Labels): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => metric[name] ?? "").trim() || wordsOf(metric);
}

/** Whether a series has no label that says otherwise. */
export function agrees(metric: Labels, labels: Labels): boolean {
  return Object.entries(metric).every(([name, value]) => labels[name] === undefined || labels[name] === value);
}

function wordsOf({ __name__: name = "", ...labels }: Labels): string {
  const words = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  return words.length === 0 ? name || "value" : words.join(" ");
}

/** The same names, made different where two are the same: `read`, `read (2)`. */
export function distinct<T extends { readonly label: string }>(named: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return named.map((one) => {
    const count = (seen.get(one.label) ?? 0) + 1;
    seen.set(one.label, count);
    return count === 1 ? one : { ...one, label: `${one.label} (${count})` };
  });
}
