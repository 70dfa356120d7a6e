const WIDTH = 100;
const HEIGHT = 24;

/** The lines of a course, `x,y x,y`, in a box of 100 by 24; a gap ends one line, and the next begins another. */
export function sparkLines(values: readonly (number | null)[]): string[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return [];
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const lines: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) {
      lines.push([]);
    } else {
      const x = ((index / (values.length - 1)) * WIDTH).toFixed(1);
      lines.at(-1)?.push(`${x},${(HEIGHT - ((value - low) / span) * HEIGHT).toFixed(1)}`);
    }
  });
  return lines.filter((points) => points.length > 1).map((points) => points.join(" "));
}
