import { IconArrowRight, IconKeyboard, IconLink, IconMoonStars, IconSearch } from "@tabler/icons-react";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { can, useSession } from "../../entities/session";
import { useSignOut } from "../../features/sign-out/useSignOut";
import { type Command, useCommands } from "../../shared/command";
import { getPreferences, setPreferences } from "../../shared/preferences/preferences";
import { useScheme } from "../../shared/preferences/theme";
import {
  absoluteRange,
  browserZone,
  liveRange,
  steppedRange,
  type TimeRange,
  useTimeRange,
  zoomedOutRange,
} from "../../shared/time";
import { showToast } from "../../shared/ui";
import { stringifySearch } from "../../shared/url/search";
import type { PageDefinition } from "../pageDefinition";
import { addressOf, isDestination, PAGES } from "../pages";
import type { Overlay } from "./Shell";

/** The commands that exist on every page. */
export function useShellCommands(page: PageDefinition | undefined, setOverlay: (overlay: Overlay) => void): void {
  useCommands([...useGoCommands(), ...useTimeCommands(page?.time === true), ...useGeneralCommands(setOverlay)]);
}

function useGoCommands(): Command[] {
  const session = useSession();
  const navigate = useNavigate();
  return PAGES.filter(isDestination).map((page) => ({
    id: `go.${page.id}`,
    title: page.title,
    section: "Go to",
    icon: page.icon ?? IconArrowRight,
    words: page.words ?? "",
    available: can(session, page.permission),
    run: () => void navigate({ to: addressOf(page) }),
    ...(page.key ? { keys: `g ${page.key}` } : {}),
  }));
}

function useTimeCommands(available: boolean): Command[] {
  const { range, setRange } = useTimeRange();
  const change = (to: (range: TimeRange, now: number) => TimeRange) => () => setRange(to(range, Date.now()));
  return [
    {
      id: "time.back",
      title: "Time: one window back",
      keys: "t left",
      run: change((r, now) => steppedRange(r, now, -1)),
    },
    {
      id: "time.forward",
      title: "Time: one window forward",
      keys: "t right",
      run: change((r, now) => steppedRange(r, now, 1)),
    },
    { id: "time.out", title: "Time: twice as wide", keys: "t z", run: change(zoomedOutRange) },
    { id: "time.live", title: "Time: back to now", keys: "t l", run: change(liveRange) },
  ].map((command) => ({ ...command, section: "Time", available }));
}

function useGeneralCommands(setOverlay: (overlay: Overlay) => void): Command[] {
  const scheme = useScheme();
  const signOut = useSignOut();
  const copyLink = useCopyLink();
  return [
    {
      id: "search",
      title: "Search",
      section: "General",
      keys: "/",
      icon: IconSearch,
      inPalette: false,
      run: () => setOverlay("palette"),
    },
    {
      id: "palette",
      title: "Open the palette",
      section: "General",
      keys: "mod+k",
      icon: IconSearch,
      inPalette: false,
      run: () => setOverlay("palette"),
    },
    {
      id: "keys",
      title: "Show the keyboard map",
      section: "General",
      keys: "?",
      icon: IconKeyboard,
      run: () => setOverlay("keys"),
    },
    {
      id: "copy-link",
      title: "Copy link to this view",
      section: "General",
      keys: "y",
      icon: IconLink,
      run: () => void copyLink(),
    },
    {
      id: "theme",
      title: scheme === "dark" ? "Use the light theme" : "Use the dark theme",
      section: "General",
      icon: IconMoonStars,
      words: "dark light theme colours",
      run: () => setPreferences({ theme: scheme === "dark" ? "light" : "dark" }),
    },
    {
      id: "rail",
      title: getPreferences().railFolded ? "Unfold the rail" : "Fold the rail",
      section: "General",
      run: () => setPreferences({ railFolded: !getPreferences().railFolded }),
    },
    { id: "sign-out", title: "Sign out", section: "General", words: "log out", run: () => signOut.mutate() },
  ];
}

/** A shared link always says absolute times: who opens it later sees what was meant. */
function useCopyLink(): () => Promise<void> {
  const { range } = useTimeRange();
  const router = useRouter();
  return async () => {
    const { pathname, search } = router.state.location;
    const page = router.state.matches.at(-1)?.staticData.page;
    const { from, to } = absoluteRange(range, Date.now());
    const times = page?.time === true ? { from, to, tz: range.zone === browserZone() ? undefined : range.zone } : {};
    const { theme: _, ...rest } = search as Record<string, unknown>;
    await navigator.clipboard.writeText(
      `${window.location.origin}${pathname}${stringifySearch({ ...rest, ...times })}`,
    );
    showToast("Link copied, with absolute times.");
  };
}
