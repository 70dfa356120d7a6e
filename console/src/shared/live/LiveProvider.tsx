import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { refreshAllLive, refreshTopics } from "../api/live-query";
import { browserSurroundings, type LiveStatus, LiveStream } from "./live-stream";

const LiveContext = createContext<LiveStream | undefined>(undefined);

/** Opens the tab's live stream for everything below it and feeds its news into the query cache. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [stream] = useState(
    () =>
      new LiveStream(
        "/api/v1/stream",
        { changed: (topics) => refreshTopics(queries, topics), reset: () => refreshAllLive(queries) },
        browserSurroundings,
      ),
  );
  useEffect(() => {
    stream.start();
    return () => stream.stop();
  }, [stream]);
  return <LiveContext value={stream}>{children}</LiveContext>;
}

const NO_STREAM: LiveStatus = { state: "paused", lastEventAt: undefined };
const watchNothing = () => () => undefined;
const noStream = () => NO_STREAM;

export function useLiveStatus(): LiveStatus {
  const stream = useContext(LiveContext);
  return useSyncExternalStore(stream?.watch ?? watchNothing, stream?.getStatus ?? noStream);
}
