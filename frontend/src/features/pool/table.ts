/** Columns of a pasted table of numbers, under the headings that people give them. */

import type { TableShape } from "@/lib/table-text";

export const POOL_TABLE: TableShape = {
  fields: ["number", "carrier", "region", "tags", "tenant", "comment"],
  headings: {
    number: "number", phone: "number", carrier: "carrier", region: "region", tags: "tags", company: "tenant", tenant: "tenant", comment: "comment",
    "\u043d\u043e\u043c\u0435\u0440": "number", "\u0442\u0435\u043b\u0435\u0444\u043e\u043d": "number", "\u043e\u043f\u0435\u0440\u0430\u0442\u043e\u0440": "carrier", "\u0440\u0435\u0433\u0438\u043e\u043d": "region",
    "\u043c\u0435\u0442\u043a\u0438": "tags", "\u043a\u043e\u043c\u043f\u0430\u043d\u0438\u044f": "tenant", "\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439": "comment",
  },
};
