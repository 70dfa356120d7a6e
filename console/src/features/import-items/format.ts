/** How a file may be written; empty when the server is to tell. */
export type Format = "csv" | "json" | "yaml" | "netbox" | "terraform" | "";

export const FORMATS: readonly { readonly value: Format; readonly label: string }[] = [
  { value: "", label: "as the file tells" },
  { value: "csv", label: "CSV: a line for each item" },
  { value: "json", label: "JSON: an array of items" },
  { value: "yaml", label: "YAML: a document for each item" },
  { value: "netbox", label: "NetBox: manage.py dumpdata" },
  { value: "terraform", label: "Terraform: a state or plan" },
];

/** As much of a file as tells what it is. */
export const HEAD_BYTES = 64 * 1024;

/** What a file is, by its name and how it begins; empty when neither tells. */
export function formatOf(name: string, head: string): Format {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? "";
  switch (ending) {
    case "csv":
    case "tsv":
      return "csv";
    case "yaml":
    case "yml":
      return "yaml";
    case "tfstate":
      return "terraform";
    default:
      return formatOfText(head.trimStart(), ending === "json");
  }
}

function formatOfText(head: string, json: boolean): Format {
  if (head.startsWith("[") || head.startsWith("{")) {
    if (/"(terraform_version|format_version|planned_values)"/.test(head)) return "terraform";
    if (/"model"\s*:\s*"\w+\.\w+"/.test(head)) return "netbox";
    return /"(class|ciClass)"\s*:/.test(head) ? "json" : "";
  }
  if (json) return "";
  return /^(---|- |class\s*:)/.test(head) ? "yaml" : "";
}
