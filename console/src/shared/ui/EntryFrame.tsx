import type { ReactNode } from "react";
import classes from "./EntryFrame.module.css";
import { Mark } from "./Mark";

/** The frame of the pages before the sign-in: one card, one task. */
export function EntryFrame({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.frame}>
      <title>{`${title} · Binnacle`}</title>
      <div className={classes.card}>
        <p className={classes.brand}>
          <Mark />
          Binnacle
        </p>
        <h1 tabIndex={-1}>{title}</h1>
        {about !== undefined && <p className={classes.about}>{about}</p>}
        {children}
      </div>
    </main>
  );
}

/** What went wrong with a form, above its fields; announced when it appears. */
export function FormProblem({ message }: { message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <div role="alert" className={classes.problem}>
      {message}
    </div>
  );
}
