type Labels = Readonly<Record<string, string>>;

/** The name of a series: `{{label}}` in the template is replaced, by nothing where the series has no such label. */
export function labelOf(template: string, metric: Labels): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => metric[name] ?? "").trim();
}

/** Whether a series has no label that says otherwise. */
export function agrees(metric: Labels, labels: Labels): boolean {
  return Object.entries(metric).every(([name, value]) => labels[name] === undefined || labels[name] === value);
}
