/** Rows pasted from a spreadsheet, or typed with commas, as the import wants them. Pure. */

import { readTable } from "@/lib/table-text";

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

/** Text -> rows of people; roles may be named in Russian. */
export function parsePasted(text: string): ImportRow[] {
  return readTable(text, { fields: IMPORT_FIELDS, headings: HEADINGS }).map((row) => {
    const { role } = row;
    return role === undefined ? row : { ...row, role: ROLES[role.toLowerCase()] ?? role };
  });
}
