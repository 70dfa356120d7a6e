import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { alignedOf, type ChartEvents, type ChartInput, chartOptions, pictureOf } from "./options";

interface PlotProps {
  readonly input: ChartInput;
  readonly events: ChartEvents;
}

/** The canvas. New samples are put into the picture that stands there; new series or colours make a new one. */
export function Plot({ input, events }: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const picture = useRef(pictureOf(input));
  const listeners = useRef(events);
  listeners.current = events;
  const made = useRef(input);
  const shape = shapeOf(input);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape stands for all that needs a new picture
  useEffect(() => {
    if (!holder.current) {
      return;
    }
    picture.current = pictureOf(input);
    made.current = input;
    const created = new uPlot(
      chartOptions(() => picture.current, {
        onZoom: (from, to) => listeners.current.onZoom(from, to),
        onCursor: (index, place) => listeners.current.onCursor(index, place),
      }),
      alignedOf(picture.current.drawn),
      holder.current,
    );
    plot.current = created;
    return () => {
      created.destroy();
      plot.current = null;
    };
  }, [shape]);

  useEffect(() => {
    const drawn = plot.current;
    if (!drawn || made.current === input) {
      return;
    }
    const topBefore = picture.current.top;
    picture.current = pictureOf(input);
    const resized = made.current.width !== input.width || made.current.height !== input.height;
    // uPlot asks for the room above the plot only when it is sized: labels that came later would be cut off.
    if (resized || picture.current.top !== topBefore) {
      drawn.setSize({ width: input.width, height: input.height });
    }
    made.current = input;
    drawn.setData(alignedOf(picture.current.drawn));
  }, [input]);

  return <div ref={holder} />;
}

/** What uPlot takes only when it is made. */
function shapeOf({ data, theme, zone, ground }: ChartInput): string {
  return JSON.stringify([
    data.series.map((series) => [series.label, series.before !== undefined]),
    theme.series,
    theme.ground,
    ground !== undefined,
    zone,
  ]);
}
