import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFlowStartOptions, type Option } from "@/api/options";
import type { ExtensionForm } from "@/features/extensions/components/reach-editor";

interface PlanSelectProps {
  form: ExtensionForm;
  /** The plan as it is saved: shown even to whoever may not see flows. */
  known: Option;
  isDisabled: boolean;
}

/** The flow that calls to a number take: ringing its person is the first step, what follows depends on how that ends. */
export function PlanSelect({ form, known, isDisabled }: PlanSelectProps) {
  const { t } = useTranslation();
  const starts = useFlowStartOptions();
  const options = known.value === "" || starts.some(({ value }) => value === known.value) ? starts : [known, ...starts];
  if (options.length === 0) return null;
  const { value, onChange, ...input } = form.getInputProps("plan") as { value: string; onChange: (value: string) => void };
  return (
    <Select
      label={t("reach.plan")} description={t("reach.plan_hint")} placeholder={t("reach.no_plan")} data={options} maw={480} searchable clearable disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")}
      inputWrapperOrder={["label", "input", "description", "error"]} clearButtonProps={{ "aria-label": t("table.clear_search") }} {...input} value={value === "" ? null : value} onChange={(next) => { onChange(next ?? ""); }}
    />
  );
}
