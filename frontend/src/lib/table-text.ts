/** Tables in texts: pasted from a spreadsheet, or typed with commas. Pure. */

/** The separator that the first line uses most: a spreadsheet's tab wins over text that has commas in it. */
export function separatorOf(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return ["\t", ";", ","].find((separator) => line.includes(separator)) ?? ",";
}

/** Cells of a table in text; a cell in quotes may hold separators, line ends and doubled quotes. */
export function splitCells(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => { row.push(cell.trim()); cell = ""; };
  const endRow = () => { endCell(); if (row.some((value) => value !== "")) rows.push(row); row = []; };
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? "";
    if (isQuoted && char === '"' && text[index + 1] === '"') { cell += '"'; index += 1; }
    else if (char === '"' && (isQuoted || cell.trim() === "")) { isQuoted = !isQuoted; if (isQuoted) cell = ""; }
    else if (!isQuoted && char === separator) endCell();
    else if (!isQuoted && char === "\n") endRow();
    else if (char !== "\r") cell += char;
  }
  endRow();
  return rows;
}

/** Columns of a table, and the headings (in small letters) under which people keep them. */
export interface TableShape {
  fields: readonly string[];
  headings: Readonly<Record<string, string>>;
}

/** Text -> rows. A first line with known headings names the columns; without one they are in the order of `fields`. Empty cells are left out. */
export function readTable(text: string, { fields, headings }: TableShape): Record<string, string>[] {
  const cells = splitCells(text.replace(/^\uFEFF/, ""), separatorOf(text));
  const known = (cells[0] ?? []).map((cell) => headings[cell.toLowerCase()] ?? "");
  const hasHeadings = known.includes(fields[0] ?? "");
  const names = hasHeadings ? known : fields;
  return (hasHeadings ? cells.slice(1) : cells).map((values) =>
    Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""] as const).filter(([name, value]) => name !== "" && value !== "")));
}
