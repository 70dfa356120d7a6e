import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ciClassQuery, ciModelQuery } from "../../entities/ci";
import type { ClassDetail, ClassNode } from "../../shared/api";
import { CLASS, classColumnOf, classNamed, guessed, type Mapping, NAME, targetsOf, valuesOf } from "./columns";
import type { CsvTable } from "./csv";

/** More classes in one file are offered no attributes: it is named as the server names them, or it is several files. */
const CLASSES_MAX = 20;
const NO_NODES: readonly ClassNode[] = [];
const NO_COLUMNS: Mapping = [];

/** What the columns of a table become: guessed, until somebody says otherwise. */
export function useCsvMapping(table: CsvTable | undefined) {
  const nodes = useQuery({ ...ciModelQuery, enabled: table !== undefined }).data?.classes ?? NO_NODES;
  const guessedColumn = useMemo(() => table && classColumnOf(table, nodes), [table, nodes]);
  /** The class of all lines; empty when a column tells it. */
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useState<ReadonlyMap<number, string>>(new Map());
  const oneClass = chosen ?? (guessedColumn === undefined ? undefined : "");
  const classColumn = oneClass === "" ? columnOfClass(said, guessedColumn) : undefined;
  const names = useMemo(() => {
    if (oneClass) return [oneClass];
    if (!table || classColumn === undefined) return [];
    return [...new Set(valuesOf(table, classColumn).flatMap((value) => classNamed(value, nodes)?.name ?? []))];
  }, [table, oneClass, classColumn, nodes]);
  const details = useQueries({
    queries: names.slice(0, CLASSES_MAX).map((name) => ciClassQuery(name)),
    combine: (found) => ({
      classes: found.flatMap(({ data }): ClassDetail[] => (data ? [data] : [])),
      pending: found.some(({ isPending }) => isPending),
    }),
  });
  const targets = targetsOf(details.classes, nodes, oneClass === "");
  const guess = table ? guessed(table.header, targets) : NO_COLUMNS;
  const mapping = table
    ? table.header.map((_, at) => said.get(at) ?? (at === classColumn ? CLASS : freeGuess(guess[at] ?? "", said)))
    : NO_COLUMNS;
  return {
    nodes,
    oneClass,
    targets,
    mapping,
    loading: table !== undefined && (nodes.length === 0 || details.pending),
    problem: problemOf(mapping, oneClass),
    setOneClass: (name: string | undefined) => {
      setChosen(name);
      // What a column was said to be may not exist in the other class.
      setSaid(new Map());
    },
    setColumn: (at: number, target: string) =>
      setSaid((before) => {
        // Each is told by one column only.
        const others = [...before].map(([column, each]): [number, string] => [column, each === target ? "" : each]);
        return new Map([...others, [at, target]]);
      }),
    reset: () => {
      setChosen(undefined);
      setSaid(new Map());
    },
  };
}

function columnOfClass(said: ReadonlyMap<number, string>, guessedColumn: number | undefined): number | undefined {
  const [column] = [...said].find(([, target]) => target === CLASS) ?? [];
  if (column !== undefined) return column;
  return guessedColumn !== undefined && !said.has(guessedColumn) ? guessedColumn : undefined;
}

/** A guess gives way to what somebody said of another column. */
function freeGuess(target: string, said: ReadonlyMap<number, string>): string {
  return [...said.values()].includes(target) ? "" : target;
}

function problemOf(mapping: Mapping, oneClass: string | undefined): string | undefined {
  if (oneClass === undefined) return "Choose the class of the items, or the column that tells it.";
  if (oneClass === "" && !mapping.includes(CLASS)) return "Choose which column is the class.";
  return mapping.includes(NAME) ? undefined : "Choose which column is the name.";
}
