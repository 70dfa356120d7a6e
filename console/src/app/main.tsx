import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { endSession } from "../entities/session";
import { ApiProblem, configureClient } from "../shared/api";
import { useScheme } from "../shared/preferences/theme";
import { createConsoleRouter } from "./router";
import "./styles/index.css";
import { theme } from "./theme";

// A request that may succeed when repeated is repeated twice; a refusal never is.
const RETRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < RETRIES && error instanceof ApiProblem && error.retryable,
    },
  },
});

const router = createConsoleRouter(queries);

configureClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in") return;
  void router.navigate({ to: "/sign-in", search: { next: href } }).then(() => endSession(queries));
});

function App() {
  const scheme = useScheme();
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

const element = document.getElementById("root");
if (!element) throw new Error("BUG: index.html has no element with the id root");
createRoot(element).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
