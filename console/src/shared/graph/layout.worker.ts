import { type LayoutRequest, layOut } from "./layout";

/** Lays maps out beside the page, which stays quick meanwhile. */
self.onmessage = ({ data }: MessageEvent<{ readonly ticket: number; readonly request: LayoutRequest }>) => {
  self.postMessage({ ticket: data.ticket, layout: layOut(data.request) });
};
