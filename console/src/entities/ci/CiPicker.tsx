import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cisQuery } from "./queries";

interface CiPickerProps {
  readonly label: string;
  readonly placeholder: string;
  /** Items that cannot be chosen, for they are already. */
  readonly without?: readonly string[];
  readonly onPick: (id: string) => void;
}

const CHOICES_MAX = 12;
const SETTLE_MILLIS = 200;

/** Finds an item by its name and hands it over; then it is empty again, for the next one. */
export function CiPicker({ label, placeholder, without = [], onPick }: CiPickerProps) {
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text.trim(), SETTLE_MILLIS);
  const query = useQuery({
    ...cisQuery(`name~${JSON.stringify(settled)} -lifecycle:retired`, "health,name", CHOICES_MAX),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
  });
  const found = settled === "" ? [] : (query.data?.items ?? []).filter(({ id }) => !without.includes(id));
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      searchable
      value={null}
      searchValue={text}
      onSearchChange={setText}
      // The server has found them already, also by what the label does not show.
      filter={({ options }) => options}
      data={found.map(({ id, name, ciClass }) => ({ value: id, label: `${name} · ${ciClass.replaceAll("_", " ")}` }))}
      nothingFoundMessage={settled === "" ? "Type a name" : query.isFetching ? "Looking…" : "No item of that name"}
      onChange={(id) => {
        if (id !== null) {
          onPick(id);
          setText("");
        }
      }}
      comboboxProps={{ withinPortal: true }}
      withCheckIcon={false}
    />
  );
}
