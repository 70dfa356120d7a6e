import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { liveOn, refreshAllLive, refreshTopics } from "../api/live-query";
import { type EventSourceLike, LiveStream, type LiveSurroundings } from "./live-stream";

/** A world whose clock, tab and stream the test moves by hand. */
class World implements LiveSurroundings {
  time = 1_000_000;
  isHidden = false;
  sources: FakeSource[] = [];
  private visibility: (() => void) | undefined;
  private timers: { at: number; work: () => void }[] = [];

  open = () => {
    const source = new FakeSource();
    this.sources.push(source);
    return source;
  };
  now = () => this.time;
  hidden = () => this.isHidden;
  onVisibility = (listener: () => void) => {
    this.visibility = listener;
    return () => undefined;
  };
  after = (millis: number, work: () => void) => {
    const timer = { at: this.time + millis, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };
  pass(millis: number) {
    this.time += millis;
    const due = this.timers.filter((timer) => timer.at <= this.time);
    this.timers = this.timers.filter((timer) => timer.at > this.time);
    for (const timer of due) timer.work();
  }
  show(hidden: boolean) {
    this.isHidden = hidden;
    this.visibility?.();
  }
  get source(): FakeSource {
    const last = this.sources.at(-1);
    if (!last) throw new Error("no stream was opened");
    return last;
  }
}

class FakeSource implements EventSourceLike {
  readyState = 1;
  closed = false;
  private listeners: [string, (event: { data?: unknown }) => void][] = [];
  addEventListener = (type: string, listener: (event: { data?: unknown }) => void) => {
    this.listeners.push([type, listener]);
  };
  close = () => {
    this.closed = true;
  };
  emit(type: string, data?: unknown) {
    for (const [name, listener] of this.listeners) if (name === type) listener({ data });
  }
}

const changed = (topic: string) => JSON.stringify({ topic, id: "1" });

describe("the live stream", () => {
  let world: World;
  let stream: LiveStream;
  const listener = { changed: vi.fn<(topics: ReadonlySet<string>) => void>(), reset: vi.fn() };

  beforeEach(() => {
    vi.clearAllMocks();
    world = new World();
    stream = new LiveStream("/stream", listener, world);
    stream.start();
    world.source.emit("open");
  });

  it("is live once the stream is open", () => {
    expect(stream.getStatus()).toEqual({ state: "live", lastEventAt: world.time });
    expect(listener.reset).not.toHaveBeenCalled();
  });

  it("hands the first burst on soon, each topic once, and the next not before a second has passed", () => {
    for (const topic of ["incident", "alert", "incident", "incident"]) world.source.emit("changed", changed(topic));
    expect(listener.changed).not.toHaveBeenCalled();
    world.pass(100);
    expect(listener.changed).toHaveBeenCalledOnce();
    expect([...(listener.changed.mock.calls[0]?.[0] ?? [])]).toEqual(["incident", "alert"]);
    world.source.emit("changed", changed("ci"));
    world.pass(900);
    expect(listener.changed).toHaveBeenCalledOnce();
    world.pass(100);
    expect(listener.changed).toHaveBeenCalledTimes(2);
  });

  it("lets unreadable events go", () => {
    for (const data of ["", "no json", "null", "[]", '{"id":"1"}', 4]) world.source.emit("changed", data);
    world.pass(1_000);
    expect(listener.changed).not.toHaveBeenCalled();
  });

  it("hands a reset on", () => {
    world.source.emit("reset");
    expect(listener.reset).toHaveBeenCalledOnce();
  });

  it("says that it reconnects while the browser does, without opening a second stream", () => {
    world.source.readyState = 0;
    world.source.emit("error");
    expect(stream.getStatus().state).toBe("reconnecting");
    world.pass(60_000);
    expect(world.sources).toHaveLength(1);
    world.source.emit("open");
    expect(stream.getStatus().state).toBe("live");
  });

  it("opens a new stream when the browser gave up, and then asks for everything anew", () => {
    world.source.readyState = 2;
    world.source.emit("error");
    world.pass(3_000);
    expect(world.sources).toHaveLength(2);
    world.source.emit("open");
    expect(listener.reset).toHaveBeenCalledOnce();
  });

  it("does not trust a stream that fell silent, though no error came", () => {
    world.pass(30_000);
    world.source.emit("heartbeat");
    world.pass(30_000);
    expect(stream.getStatus().state).toBe("live");
    const silent = world.source;
    world.pass(10_000);
    expect(stream.getStatus().state).toBe("reconnecting");
    expect(silent.closed).toBe(true);
    world.source.emit("open");
    expect(stream.getStatus().state).toBe("live");
    expect(listener.reset).toHaveBeenCalledOnce();
  });

  it("pauses a hidden tab after a while, and catches up when it shows again", () => {
    world.show(true);
    world.pass(4_000);
    expect(stream.getStatus().state).toBe("live");
    world.pass(1_000);
    expect(stream.getStatus().state).toBe("paused");
    expect(world.source.closed).toBe(true);
    world.show(false);
    world.source.emit("open");
    expect(world.sources).toHaveLength(2);
    expect(stream.getStatus().state).toBe("live");
    expect(listener.reset).toHaveBeenCalledOnce();
  });

  it("keeps the stream of a tab that was hidden only briefly", () => {
    world.show(true);
    world.pass(2_000);
    world.show(false);
    world.pass(10_000);
    expect(world.sources).toHaveLength(1);
    expect(stream.getStatus().state).toBe("live");
  });

  it("is silent after it was stopped", () => {
    world.source.emit("changed", changed("incident"));
    stream.stop();
    world.pass(10_000);
    expect(listener.changed).not.toHaveBeenCalled();
    expect(world.source.closed).toBe(true);
  });
});

describe("what a change refreshes", () => {
  const setUp = async () => {
    const queries = new QueryClient();
    const query = (key: string, meta: { topics: readonly never[] | readonly string[] } | undefined) =>
      queries.prefetchQuery({
        queryKey: [key],
        queryFn: () => key,
        staleTime: 60_000,
        ...(meta ? { meta: meta as never } : {}),
      });
    await query("incidents", liveOn("incident", "alert"));
    await query("users", liveOn("user"));
    await query("session", undefined);
    const stale = () =>
      queries
        .getQueryCache()
        .getAll()
        .filter((entry) => entry.state.isInvalidated)
        .map((entry) => entry.queryKey[0]);
    return { queries, stale };
  };

  it("is every query that names the topic, and no other", async () => {
    const { queries, stale } = await setUp();
    refreshTopics(queries, new Set(["alert"]));
    expect(stale()).toEqual(["incidents"]);
  });

  it("is every live query after a gap", async () => {
    const { queries, stale } = await setUp();
    refreshAllLive(queries);
    expect(stale()).toEqual(["incidents", "users"]);
  });
});
