import { Outlet, useMatches, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useKeyboard } from "../../shared/command";
import { LiveProvider } from "../../shared/live/LiveProvider";
import { usePreferences } from "../../shared/preferences/preferences";
import { Loading, PageHeader, Toasts } from "../../shared/ui";
import { pageOf } from "../pages";
import { AdminTabs } from "./AdminTabs";
import { Rail } from "./Rail";
import classes from "./Shell.module.css";
import { TopBar } from "./TopBar";
import { useShellCommands } from "./useShellCommands";

// Opened by a key or a click, never by the first view: they need not weigh on it.
const Palette = lazy(() => import("../palette/Palette"));
const KeyboardMap = lazy(() => import("../palette/KeyboardMap"));

export type Overlay = "palette" | "keys" | undefined;

/** The frame of every page behind the sign-in: rail, top bar, main, and what opens over them. */
export function Shell() {
  const matches = useMatches();
  const page = matches.at(-1)?.staticData.page;
  const { railFolded } = usePreferences();
  const [overlay, setOverlay] = useState<Overlay>();
  const [drawerOpen, setDrawerOpen] = useState(false);
  useKeyboard();
  useShellCommands(page, setOverlay);
  useFocusOnNavigation(() => setDrawerOpen(false));
  const current = pageOf(page?.parent) ?? page;
  return (
    <LiveProvider>
      <div className={classes.shell} data-folded={railFolded || undefined} data-drawer={drawerOpen || undefined}>
        <a className={classes.skip} href="#main">
          Skip to the content
        </a>
        <Rail
          current={page?.parent === "admin" ? "admin" : current?.id}
          drawerOpen={drawerOpen}
          onClose={() => setDrawerOpen(false)}
        />
        {drawerOpen && (
          <button
            type="button"
            className={classes.scrim}
            aria-label="Close the menu"
            onClick={() => setDrawerOpen(false)}
          />
        )}
        <div className={classes.column}>
          <TopBar page={page} onMenu={() => setDrawerOpen(true)} onOverlay={setOverlay} />
          <main id="main" className={classes.main} tabIndex={-1}>
            {page?.parent === "admin" && <AdminTabs current={page} />}
            <Suspense fallback={<Loading rows={8} />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <Suspense fallback={null}>
        {overlay === "palette" && <Palette onClose={() => setOverlay(undefined)} />}
        {overlay === "keys" && <KeyboardMap onClose={() => setOverlay(undefined)} />}
      </Suspense>
      <Toasts />
    </LiveProvider>
  );
}

/** After going to another page the focus is on its h1 (or main), so that keyboard and screen reader start there. */
function useFocusOnNavigation(onNavigated: () => void): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation, pathChanged }) => {
        if (!pathChanged || fromLocation === undefined || fromLocation.pathname === toLocation.pathname) return;
        onNavigated();
        const main = document.getElementById("main");
        const heading = main?.querySelector<HTMLElement>("h1[tabindex]");
        (heading ?? main)?.focus({ preventScroll: true });
      }),
    [router, onNavigated],
  );
}

export function NotFoundPage() {
  return (
    <div className={classes.notFound}>
      <PageHeader title="This page does not exist" />
      <p className={classes.notFoundText}>
        The address may be mistyped, or what it named is gone. <a href="/overview">Go to Overview</a>
      </p>
    </div>
  );
}
