import { expect, test } from "vitest";
import { formatOf } from "./format";

test.each([
  ["racks.CSV", "", "csv"],
  ["racks.tsv", "", "csv"],
  ["items.yml", "", "yaml"],
  ["terraform.tfstate", "", "terraform"],
  ["plan.json", '{"format_version": "1.2", "terraform_version": "1.9"', "terraform"],
  ["dump.json", '[{"model": "dcim.device", "pk": 1', "netbox"],
  ["items.json", '[\n  {"class": "server", "name": "a"', "json"],
  ["export.json", '[{"id": "1", "ciClass": "server"', "json"],
  ["other.json", '{"a": 1}', ""],
  ["items.txt", "---\nclass: server\n", "yaml"],
  ["items.txt", "class,name\n", ""],
])("%s beginning with %j is %j", (name, head, format) => {
  expect(formatOf(name, head)).toBe(format);
});
