import { catalogueOf } from "@/locales/catalogue";

export const texts = catalogueOf(import.meta.glob("./*.json", { eager: true, import: "default" }));
