import { Button } from "@mantine/core";
import { IconCircleCheck, IconClipboardPlus, IconFilterOff, IconLock, IconPlugConnectedX } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { ApiProblem, messageOf } from "../api/problem";
import classes from "./PageState.module.css";

/** Grey bars of about the coming content's height, shown only when it takes longer than 300 ms. */
export function Loading({ rows = 4, label = "Loading" }: { rows?: number; label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.loading} style={{ minHeight: rows * 32 }} role="status" aria-label={label}>
      {late && Array.from({ length: rows }, (_, row) => row).map((row) => <div key={row} className={classes.bone} />)}
    </div>
  );
}

function State({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.state}>
      <div className={classes.icon} aria-hidden>
        {icon}
      </div>
      <div>
        <p className={classes.title}>{title}</p>
        {children !== undefined && <div className={classes.text}>{children}</div>}
        {action !== undefined && <div className={classes.action}>{action}</div>}
      </div>
    </div>
  );
}

/**
 * Nothing to show, in the three ways that differ: nothing was set up yet, nothing matches what is asked for, or
 * everything is well.
 */
export function Empty({
  kind,
  title,
  children,
  action,
}: {
  kind: "not-set-up" | "no-match" | "all-good";
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const icons = {
    "not-set-up": <IconClipboardPlus size={22} stroke={1.6} />,
    "no-match": <IconFilterOff size={22} stroke={1.6} />,
    "all-good": <IconCircleCheck size={22} stroke={1.6} color="var(--ok-text)" />,
  };
  return (
    <State icon={icons[kind]} title={title} action={action}>
      {children}
    </State>
  );
}

/** The role may not see this: said plainly, with whom to ask. */
export function NoPermission({ permission }: { permission?: string | undefined }) {
  return (
    <State icon={<IconLock size={22} stroke={1.6} />} title="Your role may not see this">
      {permission === undefined ? "" : `It needs the permission ${permission}. `}An administrator can give your account
      another role.
    </State>
  );
}

/** A failure, in the place where it happened: what, the request's id, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error instanceof ApiProblem && error.status === 403) return <NoPermission />;
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <div role="alert">
      <State
        icon={<IconPlugConnectedX size={22} stroke={1.6} color="var(--critical-text)" />}
        title={problem?.title ?? "This part of the page failed"}
        action={
          onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Retry
            </Button>
          )
        }
      >
        {messageOf(error)}
        {problem?.requestId !== undefined && (
          <div className={classes.request}>
            Request <code>{problem.requestId}</code>
          </div>
        )}
      </State>
    </div>
  );
}

/** The states of a query in one place: loading, failed, refused, or its data (kept on the screen while it refreshes). */
export function QueryState<T>({
  query,
  rows,
  children,
}: {
  query: Pick<UseQueryResult<T>, "data" | "error" | "refetch">;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return rows === undefined ? <Loading /> : <Loading rows={rows} />;
}
