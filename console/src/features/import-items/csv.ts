/** A table as RFC 4180 writes it, with commas, semicolons or tabs between cells: whichever its first line has most of. */
export interface CsvTable {
  readonly separator: string;
  /** The first line. */
  readonly header: readonly string[];
  /** All lines after it, also empty ones, so that their numbers stay what they are. */
  readonly records: readonly (readonly string[])[];
}

/** @throws Error in words for people, when it is no text in UTF-8 or a quote is not closed */
export function readCsv(content: ArrayBuffer): CsvTable {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new Error("Expected text in UTF-8, got other bytes.");
  }
  return parseCsv(text);
}

/** @throws Error when a quote is not closed */
export function parseCsv(text: string): CsvTable {
  const separator = separatorOf(text);
  const [header = [], ...records] = new Reader(text, separator).records();
  return { separator, header, records };
}

/** Reads a text sign by sign. For one use. */
class Reader {
  private readonly text: string;
  private readonly separator: string;
  private readonly lines: string[][] = [];
  private cells: string[] = [];
  private cell = "";
  private at = 0;
  private line = 1;

  constructor(text: string, separator: string) {
    this.text = text;
    this.separator = separator;
  }

  records(): string[][] {
    for (; this.at < this.text.length; this.at++) {
      this.take(this.text.charAt(this.at));
    }
    if (this.cell !== "" || this.cells.length > 0) {
      this.endLine();
    }
    return this.lines;
  }

  private take(sign: string): void {
    if (sign === '"' && this.cell.trim() === "") {
      this.cell = this.quoted();
    } else if (sign === this.separator) {
      this.endCell();
    } else if (sign === "\n") {
      this.endLine();
    } else if (sign !== "\r") {
      this.cell += sign;
    }
  }

  /** From the quote here up to the one that closes it. */
  private quoted(): string {
    const begin = this.at + 1;
    let end = this.text.indexOf('"', begin);
    while (end >= 0 && this.text[end + 1] === '"') {
      end = this.text.indexOf('"', end + 2);
    }
    if (end < 0) {
      throw new Error(`Line ${this.line}: the quote of a cell that begins there is not closed.`);
    }
    this.at = end;
    const inner = this.text.slice(begin, end);
    this.line += inner.split("\n").length - 1;
    return inner.replaceAll('""', '"');
  }

  private endCell(): void {
    this.cells.push(this.cell);
    this.cell = "";
  }

  private endLine(): void {
    this.endCell();
    this.lines.push(this.cells);
    this.cells = [];
    this.line++;
  }
}

/** The table as it is read again, line for line. */
export function writeCsv(separator: string, records: Iterable<readonly string[]>): string {
  const written: string[] = [];
  for (const record of records) {
    written.push(record.map((cell) => quotedCell(cell, separator)).join(separator));
  }
  return `${written.join("\n")}\n`;
}

function quotedCell(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function separatorOf(text: string): string {
  const end = text.indexOf("\n");
  const first = end < 0 ? text : text.slice(0, end);
  const count = (sign: string) => first.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
