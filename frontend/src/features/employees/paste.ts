/** Rows pasted from a spreadsheet, or typed with commas, as the import wants them. Pure. */

export const IMPORT_FIELDS = ["name", "number", "mobile", "email", "role", "secret"] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
export type ImportRow = Partial<Record<ImportField, string>>;

/** Headings under which people keep these columns, in both languages. */
const HEADINGS: Record<string, ImportField> = {
  name: "name", имя: "name", фио: "name", сотрудник: "name",
  number: "number", extension: "number", номер: "number", внутренний: "number", "внутренний номер": "number",
  mobile: "mobile", мобильный: "mobile", телефон: "mobile",
  email: "email", mail: "email", почта: "email", "e-mail": "email",
  role: "role", роль: "role",
  secret: "secret", password: "secret", пароль: "secret",
};

const ROLES: Record<string, string> = { нет: "none", пользователь: "user", сотрудник: "user", администратор: "admin", админ: "admin" };

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

function fieldsOf(first: string[]): ImportField[] | null {
  const known = first.map((cell) => HEADINGS[cell.toLowerCase()]);
  return known.some((field) => field === "name") ? known.map((field, index) => field ?? (`_${String(index)}` as ImportField)) : null;
}

/** Text -> rows. A first line of known headings names the columns; without it they are in the order of IMPORT_FIELDS. */
export function parsePasted(text: string): ImportRow[] {
  const cells = splitCells(text.replace(/^\uFEFF/, ""), separatorOf(text));
  const headings = cells[0] ? fieldsOf(cells[0]) : null;
  const fields: readonly ImportField[] = headings ?? IMPORT_FIELDS;
  return (headings ? cells.slice(1) : cells).map((values) => {
    const row: ImportRow = {};
    fields.forEach((field, index) => {
      const value = values[index] ?? "";
      if (value !== "" && IMPORT_FIELDS.includes(field)) row[field] = field === "role" ? (ROLES[value.toLowerCase()] ?? value) : value;
    });
    return row;
  });
}
