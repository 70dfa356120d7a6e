import { Button } from "@mantine/core";
import { Fragment, useState } from "react";
import classes from "./LineDifference.module.css";
import { folded, linesOf } from "./lines";

/** Two texts as one, line by line: what came, what went, and what both have around it; all of it on demand. */
export function LineDifference({ before, after }: { readonly before: string; readonly after: string }) {
  const [all, setAll] = useState(false);
  const lines = linesOf(before, after);
  const near = folded(lines);
  return (
    <>
      {/* It scrolls, and holds no control of its own. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre className={classes.lines} tabIndex={0}>
        {(all ? lines : near).map((line) => (
          <Fragment key={line.id}>
            {"count" in line ? (
              <span className={classes.fold}>{line.count === 1 ? "… 1 line" : `… ${line.count} lines`}</span>
            ) : (
              <span data-line={line.kind}>
                {line.kind === "added" ? "+ " : line.kind === "removed" ? "- " : "  "}
                {line.text}
              </span>
            )}
            {"\n"}
          </Fragment>
        ))}
      </pre>
      {near.length < lines.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
          {all ? "Only what differs" : "Show all lines"}
        </Button>
      )}
    </>
  );
}
