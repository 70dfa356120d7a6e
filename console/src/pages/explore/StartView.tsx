import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { metadataQuery, metricNamesQuery } from "../../entities/metric";
import { Card, Empty, QueryState } from "../../shared/ui";
import classes from "./explore.module.css";

const SHOWN_MAX = 60;

/** What stands there before the first query: the metrics that there are, to begin with one of them. */
export function StartView({ onPick }: { readonly onPick: (expr: string) => void }) {
  const names = useQuery(metricNamesQuery);
  const metadata = useQuery(metadataQuery);
  const [words, setWords] = useState("");
  const wanted = useDeferredValue(words.trim().toLowerCase());
  const matching = (names.data ?? []).filter((name) => name.toLowerCase().includes(wanted));
  return (
    <Card
      title="Metrics"
      about={names.data && `${matching.length.toLocaleString("en-GB")} of ${names.data.length.toLocaleString("en-GB")}`}
      actions={
        <TextInput
          size="xs"
          aria-label="Find a metric"
          placeholder="Find a metric"
          leftSection={<IconSearch size={14} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      }
      flush
    >
      <QueryState query={names} rows={8}>
        {(all) =>
          all.length === 0 ? (
            <Empty kind="not-set-up" title="No metric has arrived yet">
              This host's own metrics come within seconds of the start; the guide tells how others are sent or scraped.
            </Empty>
          ) : (
            <ul className={classes.metrics}>
              {matching.slice(0, SHOWN_MAX).map((name) => (
                <li key={name}>
                  <button type="button" onClick={() => onPick(beginning(name, metadata.data?.get(name)?.type))}>
                    <code>{name}</code>
                    <span className="muted small">
                      {[metadata.data?.get(name)?.type, metadata.data?.get(name)?.help].filter(Boolean).join(" · ")}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </Card>
  );
}

/** A counter by itself only ever rises: what one wants to see of it is its rate. */
function beginning(name: string, type: string | undefined): string {
  return type === "counter" || /_(total|count|bucket|sum)$/.test(name) ? `rate(${name}[5m])` : name;
}
