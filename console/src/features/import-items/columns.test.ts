import { describe, expect, test } from "vitest";
import type { ClassDetail, ClassNode } from "../../shared/api";
import { classColumnOf, guessed, rewritten, targetsOf, valuesOf } from "./columns";
import { parseCsv } from "./csv";

const nodes = [
  { name: "equipment", parent: null, concrete: false },
  { name: "server", parent: "equipment", concrete: true },
  { name: "rack", parent: null, concrete: true },
] as unknown as ClassNode[];

const attribute = (name: string, label: string, type = "text") => ({ name, label, type, sensitive: false });
const server = {
  ciClass: {
    name: "server",
    attributes: [
      attribute("serial_number", "Serial number"),
      attribute("manufacturer", "Manufacturer"),
      attribute("host_name", "Host name"),
      attribute("cpu_count", "Logical CPUs", "integer"),
      attribute("memory_size", "Memory", "bytes"),
      attribute("operating_system", "Operating system"),
      attribute("owner", "Owner"),
      { ...attribute("password", "Password"), sensitive: true },
    ],
  },
  relations: [
    { type: "installed_in", label: "is installed in", from: "equipment", to: "rack" },
    { type: "runs_on", label: "runs on", from: "application", to: "server" },
  ],
} as unknown as ClassDetail;

const targets = targetsOf([server], nodes, true);

describe("what columns of a file can become", () => {
  test("is what the classes have, and relations that begin at them, but no secret", () => {
    expect(targets.map(({ column }) => column)).toEqual([
      "class",
      "name",
      "key",
      "serial_number",
      "manufacturer",
      "host_name",
      "cpu_count",
      "memory_size",
      "operating_system",
      "owner",
      "installed_in",
    ]);
    expect(targetsOf([server], nodes, false).map(({ column }) => column)).not.toContain("class");
  });

  test.each([
    [
      ["class", "name", "serial_number"],
      ["class", "name", "serial_number"],
    ],
    [
      ["Host name", "Name"],
      ["host_name", "name"],
    ],
    [
      ["Hostname", "Serial No.", "Vendor"],
      ["host_name", "serial_number", "manufacturer"],
    ],
    [
      ["Device", "RAM (GB)", "CPUs", "OS"],
      ["name", "memory_size", "cpu_count", "operating_system"],
    ],
    [
      ["Server name", "Is installed in", "System owner"],
      ["name", "installed_in", "owner"],
    ],
    [
      ["name", "NAME", "Remarks"],
      ["name", "", ""],
    ],
    [
      ["Password", "State", ""],
      ["", "", ""],
    ],
  ])("is guessed of %j", (header, mapping) => {
    expect(guessed(header, targets)).toEqual(mapping);
  });

  test("a column tells the class when it is so called, or when its cells are classes", () => {
    const of = (text: string) => classColumnOf(parseCsv(text), nodes);
    expect(of("Name,Class\na,anything\n")).toBe(1);
    expect(of("Type,Name\nServer,a\nrack,b\nother,c\n")).toBe(0);
    expect(of("Type,Name\nblade,a\n")).toBeUndefined();
    expect(of("Type,Name\nequipment,a\n")).toBeUndefined();
  });
});

describe("the file that is sent", () => {
  const table = parseCsv('Hostname;Remarks;Where\nvm-1;"a;b";"A;12"\n\nvm-2\n');

  test("has the server's names, one class, and the lines where they were", () => {
    expect(rewritten(table, ["name", "", "installed_in"], "server")).toBe(
      'class;name;installed_in\nserver;vm-1;"A;12"\n\nserver;vm-2;\n',
    );
    expect(valuesOf(table, 0)).toEqual(["vm-1", "vm-2"]);
  });

  test("keeps a column for the class", () => {
    expect(rewritten(table, ["name", "class", ""], undefined)).toBe('name;class\nvm-1;"a;b"\n\nvm-2;\n');
    expect(rewritten(table, ["name", "", ""], undefined)).toBe("name\nvm-1\n\nvm-2\n");
  });
});
