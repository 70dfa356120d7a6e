import { CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { ErrorBoundary } from "../ui";
import styles from "./SidePanel.module.css";

interface SidePanelProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The open row of a list, beside it; over it where there is no room. Esc closes it. */
export function SidePanel({ label, onClose, children }: SidePanelProps) {
  return (
    <aside className={styles.panel} aria-label={label}>
      <CloseButton className={styles.close ?? ""} aria-label="Close the panel" onClick={onClose} />
      <ErrorBoundary>{children}</ErrorBoundary>
    </aside>
  );
}

interface PanelSectionProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children: ReactNode;
}

export function PanelSection({ title, about, children }: PanelSectionProps) {
  return (
    <section className={styles.section}>
      <h3>
        {title} {about !== undefined && <span className={styles.about}>{about}</span>}
      </h3>
      {children}
    </section>
  );
}

interface PanelHeadProps {
  readonly mark: ReactNode;
  readonly title: ReactNode;
  readonly about: ReactNode;
}

export function PanelHead({ mark, title, about }: PanelHeadProps) {
  return (
    <header className={styles.head}>
      <span className={styles.mark}>{mark}</span>
      <div>
        <h2>{title}</h2>
        <p className="muted small">{about}</p>
      </div>
    </header>
  );
}

/** Label and value pairs of a panel. */
export function PanelFacts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
