import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useExtensionOptions, useFlowStartOptions, useQueueOptions, useRedirectOptions, type Option } from "@/api/options";
import type { InputOf } from "@/components/form/input-of";

interface Group {
  group: string;
  items: Option[];
}

/** Where a call from outside may lead, as the API writes it: `internal:500`, `redirect:<id>`, `flow:<id>/<element>`. */
export function useTargetOptions(): Group[] {
  const { t } = useTranslation();
  const internal = (options: Option[]) => options.map(({ label }) => ({ value: `internal:${label.split(" ", 1)[0] ?? ""}`, label }));
  const extensions = internal(useExtensionOptions());
  const queues = internal(useQueueOptions());
  const redirects = useRedirectOptions().map(({ value, label }) => ({ value: `redirect:${value}`, label }));
  const flows = useFlowStartOptions();
  return [
    { group: t("targets.flows"), items: flows },
    { group: t("targets.queues"), items: queues },
    { group: t("targets.extensions"), items: extensions },
    { group: t("targets.redirects"), items: redirects },
  ].filter(({ items }) => items.length > 0);
}

interface TargetSelectProps {
  label: string;
  description?: string;
  /** What is said when nothing is chosen. */
  placeholder: string;
  path: string;
  inputOf: InputOf;
}

/** Choice of a flow, a group, an extension or a redirect number. */
export function TargetSelect({ label, description, placeholder, path, inputOf }: TargetSelectProps) {
  const { t } = useTranslation();
  const options = useTargetOptions();
  const { value, onChange, ...input } = inputOf(path);
  return (
    <Select
      label={label} description={description} placeholder={placeholder} data={options} searchable clearable nothingFoundMessage={t("table.nothing_found")} inputWrapperOrder={["label", "input", "description", "error"]}
      {...input as object} value={value === "" ? null : String(value)} onChange={(next) => { onChange(next ?? ""); }} clearButtonProps={{ "aria-label": t("table.clear_search") }}
    />
  );
}
