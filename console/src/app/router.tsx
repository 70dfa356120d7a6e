import type { QueryClient } from "@tanstack/react-query";
import {
  type AsyncRouteComponent,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { can, sessionQuery, setupQuery } from "../entities/session";
import { ApiProblem } from "../shared/api";
import { ErrorState, Loading } from "../shared/ui";
import { parseSearch, STICKY, stringifySearch } from "../shared/url/search";
import type { PageDefinition } from "./pageDefinition";
import { ADMIN_PAGES, addressOf, PAGES } from "./pages";
import { PageGate } from "./shell/PageGate";
import { NotFoundPage, Shell } from "./shell/Shell";

type Search = Record<string, string | undefined>;

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
  search: { middlewares: [retainSearchParams([...STICKY])] },
  notFoundComponent: NotFoundPage,
});

/** Everything behind the sign-in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      const { needed } = await context.queries.fetchQuery(setupQuery);
      if (needed) throw redirect({ to: "/setup" });
      throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
    }
  },
  errorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
});

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/overview" });
  },
});

const admin = createRoute({
  getParentRoute: () => shell,
  path: "/admin",
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    const first = ADMIN_PAGES.find((page) => can(session, page.permission));
    throw redirect({ to: first ? addressOf(first) : "/overview" });
  },
});

const notFound = createRoute({ getParentRoute: () => shell, path: "$", component: NotFoundPage });

function routeOf(page: PageDefinition) {
  const Content = lazyRouteComponent(page.load) as AsyncRouteComponent<object>;
  return createRoute({
    getParentRoute: () => shell,
    path: page.path,
    component: () => (
      <PageGate page={page}>
        <Content />
      </PageGate>
    ),
    loader: () => Content.preload?.(),
    pendingComponent: () => <Loading rows={8} />,
    staticData: { page },
  });
}

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("../pages/setup/SetupPage")),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../pages/sign-in/SignInPage")),
});

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    page?: PageDefinition;
  }
}

export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([setup, signIn, shell.addChildren([start, admin, notFound, ...PAGES.map(routeOf)])]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    scrollRestoration: true,
    scrollToTopSelectors: ["#main"],
  });
}
