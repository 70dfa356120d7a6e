import { type ReactNode, useId } from "react";
import classes from "./Card.module.css";
import { ErrorBoundary } from "./ErrorBoundary";

/** A titled region of a page. What fails inside it fails alone. */
export function Card({
  title,
  about,
  actions,
  flush = false,
  children,
}: {
  title?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  /** No inner padding: for tables and lists that run to the edges. */
  flush?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={classes.header}>
          <h2 id={id}>{title}</h2>
          {about !== undefined && <div className={classes.about}>{about}</div>}
          {actions !== undefined && <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? undefined : classes.body}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
    </section>
  );
}
