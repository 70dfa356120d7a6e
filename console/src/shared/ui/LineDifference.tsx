import { Fragment } from "react";
import classes from "./LineDifference.module.css";
import { linesOf } from "./lines";

/** Two texts as one, line by line: what came, what went, and what both have. */
export function LineDifference({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    // It scrolls, and holds no control of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <pre className={classes.lines} tabIndex={0}>
      {linesOf(before, after).map(({ id, text, kind }) => (
        <Fragment key={id}>
          <span data-line={kind}>
            {kind === "added" ? "+ " : kind === "removed" ? "- " : "  "}
            {text}
          </span>
          {"\n"}
        </Fragment>
      ))}
    </pre>
  );
}
