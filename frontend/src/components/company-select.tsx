import { useState } from "react";
import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";

const SHOWN = 50;
const TYPING_PAUSE_MS = 250;

/** Choice of a company by its code. An installation has thousands: what is typed is asked for, not looked for in a list. */
export function CompanySelect(props: Omit<SelectProps, "data" | "searchable">) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text, TYPING_PAUSE_MS);
  // The text of the chosen one is its label, which no search would find: the code stands at its end.
  const search = asked.split("\u00b7").at(-1)?.trim() ?? "";
  const { data } = $api.useQuery("get", "/api/v1/platform/tenants/", { params: { query: { search, page_size: SHOWN, ordering: "name" } } }, { placeholderData: keepPreviousData });
  const options = (data?.results ?? []).filter(({ status }) => status !== "disabled").map(({ code, name }) => ({ value: code, label: `${name} \u00b7 ${code}` }));
  return (
    <Select
      label={t("nav.company")} placeholder={t("companies.choose")} nothingFoundMessage={t("table.nothing_found")} searchable filter={({ options: found }) => found} {...props}
      data={options} searchValue={text} onSearchChange={setText}
    />
  );
}
