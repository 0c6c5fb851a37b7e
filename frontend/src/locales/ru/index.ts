/** The ru catalogue: one file per noun, joined under the noun's name. What lies in folders comes later (`groups.ts`). */

import { catalogueOf } from "@/locales/catalogue";

export const ru = catalogueOf(import.meta.glob("./*.json", { eager: true, import: "default" }));
