/** The state of the tab's one live stream. */
export type LiveState = "connecting" | "live" | "paused" | "reconnecting";

export type LiveStatus = { state: LiveState; lastEventAt: number | undefined };

/** What the stream needs of its surroundings; the tests give fakes. */
export type LiveSurroundings = {
  open: (url: string) => EventSourceLike;
  now: () => number;
  hidden: () => boolean;
  onVisibility: (listener: () => void) => () => void;
  after: (millis: number, work: () => void) => () => void;
};

export type EventSourceLike = {
  readyState: number;
  addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => void;
  close: () => void;
};

export type LiveListener = { changed: (topics: ReadonlySet<string>) => void; reset: () => void };

const CLOSED = 2;
// The screen is patched at most once in this time, however fast events arrive.
const FLUSH_MILLIS = 1_000;
// One write of the server makes several events; the first of a burst waits this long for the others.
const GATHER_MILLIS = 100;
// A tab that was only glanced away from keeps its stream; the server keeps events longer than this.
const HIDDEN_GRACE_MILLIS = 5_000;
const RETRY_MILLIS = 3_000;
// The server's heart beats every 15 s. Two beats missed: the connection is dead, though nobody told the browser.
const SILENCE_MILLIS = 40_000;

/**
 * The one server-sent event stream of a browser tab. Changes are gathered and handed on at most once a second. While the
 * tab is hidden the stream is closed; when it shows again everything live is asked for anew. The browser itself
 * reconnects with `Last-Event-ID`; only a stream that it gave up (an HTTP error), or that fell silent, is opened again
 * from here.
 */
export class LiveStream {
  private source: EventSourceLike | undefined;
  private readonly pending = new Set<string>();
  private cancelFlush: (() => void) | undefined;
  private cancelPause: (() => void) | undefined;
  private cancelRetry: (() => void) | undefined;
  private cancelSilence: (() => void) | undefined;
  private stopWatching: (() => void) | undefined;
  private status: LiveStatus = { state: "connecting", lastEventAt: undefined };
  private readonly watchers = new Set<() => void>();
  private readonly url: string;
  private readonly listener: LiveListener;
  private readonly world: LiveSurroundings;
  private missedSomething = false;
  private flushedAt = 0;

  constructor(url: string, listener: LiveListener, world: LiveSurroundings) {
    this.url = url;
    this.listener = listener;
    this.world = world;
  }

  start(): void {
    this.stopWatching = this.world.onVisibility(() => this.visibilityChanged());
    if (this.world.hidden()) this.become("paused");
    else this.connect();
  }

  stop(): void {
    this.stopWatching?.();
    this.cancelPause?.();
    this.disconnect();
    this.become("paused");
  }

  getStatus = (): LiveStatus => this.status;

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private connect(): void {
    this.disconnect();
    this.become(this.status.lastEventAt === undefined ? "connecting" : "reconnecting");
    const source = this.world.open(this.url);
    this.source = source;
    source.addEventListener("open", () => this.opened());
    source.addEventListener("error", () => this.failed(source));
    source.addEventListener("changed", (event) => this.changed(event.data));
    source.addEventListener("heartbeat", () => this.heard());
    source.addEventListener("reset", () => this.listener.reset());
  }

  private disconnect(): void {
    this.cancelRetry?.();
    this.cancelSilence?.();
    this.cancelFlush?.();
    this.cancelFlush = undefined;
    this.pending.clear();
    this.source?.close();
    this.source = undefined;
  }

  private opened(): void {
    this.heard();
    if (this.missedSomething) {
      this.missedSomething = false;
      this.listener.reset();
    }
  }

  /** Something arrived: the stream is alive, and is watched from here on anew. */
  private heard(): void {
    this.become("live", this.world.now());
    this.cancelSilence?.();
    this.cancelSilence = this.world.after(SILENCE_MILLIS, () => {
      this.missedSomething = true;
      this.connect();
    });
  }

  private failed(source: EventSourceLike): void {
    if (source !== this.source) return;
    this.cancelSilence?.();
    this.become("reconnecting");
    if (source.readyState === CLOSED) {
      this.missedSomething = true;
      this.cancelRetry = this.world.after(RETRY_MILLIS, () => this.connect());
    }
  }

  private changed(data: unknown): void {
    const topic = topicOf(data);
    if (topic === undefined) return;
    this.heard();
    this.pending.add(topic);
    const wait = Math.max(GATHER_MILLIS, this.flushedAt + FLUSH_MILLIS - this.world.now());
    this.cancelFlush ??= this.world.after(wait, () => this.flush());
  }

  private flush(): void {
    this.cancelFlush = undefined;
    this.flushedAt = this.world.now();
    const topics = new Set(this.pending);
    this.pending.clear();
    this.listener.changed(topics);
  }

  private visibilityChanged(): void {
    this.cancelPause?.();
    this.cancelPause = undefined;
    if (this.world.hidden()) {
      this.cancelPause = this.world.after(HIDDEN_GRACE_MILLIS, () => {
        this.missedSomething = true;
        this.disconnect();
        this.become("paused");
      });
    } else if (this.source === undefined) {
      this.connect();
    }
  }

  private become(state: LiveState, lastEventAt = this.status.lastEventAt): void {
    if (state === this.status.state && lastEventAt === this.status.lastEventAt) return;
    this.status = { state, lastEventAt };
    for (const watcher of this.watchers) watcher();
  }
}

function topicOf(data: unknown): string | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== "object" || parsed === null) return undefined;
    const topic = (parsed as Record<string, unknown>).topic;
    return typeof topic === "string" ? topic : undefined;
  } catch {
    return undefined;
  }
}

export const browserSurroundings: LiveSurroundings = {
  open: (url) => new EventSource(url) as unknown as EventSourceLike,
  now: () => Date.now(),
  hidden: () => document.hidden,
  onVisibility: (listener) => {
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  },
  after: (millis, work) => {
    const timer = setTimeout(work, millis);
    return () => clearTimeout(timer);
  },
};
