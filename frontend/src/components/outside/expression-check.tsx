import "@mantine/dates/styles.css";
import "dayjs/locale/ru";
import { Button, Card, Group, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useForm } from "@mantine/form";
import { IconStethoscope } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { asApiError } from "@/api/errors";
import type { Option } from "@/api/options";
import type { ExpressionCheck } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { CheckResult } from "@/components/outside/check-result";
import { EmptyState, LoadingLines } from "@/components/states";
import { momentIn } from "@/lib/period";
import type { UrlSearch } from "@/lib/url-search";

/** A call in question, as the API is asked. `at` is a moment; null stands for now. */
export interface AskedCall {
  from: string;
  to: string;
  at: string | null;
  direction: "outgoing" | "incoming";
}

interface CheckPanelProps {
  /** Whose calls: answers of one company are no answers of another. Empty while none was chosen. */
  company: string;
  /** Zone of the company's clock. */
  zone: string;
  check: (asked: AskedCall) => Promise<ExpressionCheck>;
  /** The company's extensions, and its outside numbers; without them they are typed. */
  extensions?: Option[];
  numbers?: Option[];
  hasLinks: boolean;
  /** What must be chosen before: the company. */
  children?: ReactNode;
}

type Values = Omit<AskedCall, "at"> & { at: string };

/** What was asked stands in the address: a check can be sent to a colleague. `at` is what the company's clock shows. */
function valuesOf({ from = "", to = "", at = "", direction }: UrlSearch): Values {
  return { from, to, at, direction: direction === "incoming" ? "incoming" : "outgoing" };
}

function useCheck({ company, zone, check }: CheckPanelProps, { at, ...values }: Values) {
  return useQuery({
    queryKey: ["expression-check", company, at, values],
    queryFn: () => check({ ...values, at: at === "" ? null : momentIn(at, zone).toISOString() }),
    enabled: company !== "" && values.to !== "",
    retry: false,
    staleTime: 0,
  });
}

interface SideProps {
  label: string;
  description?: string;
  placeholder: string;
  options: Option[] | undefined;
  input: { value?: string; error?: ReactNode; onChange: (value: string | null) => void };
  isRequired: boolean;
}

/** One side of the call: chosen where the choices are known, else typed. */
function Side({ options, input: { value = "", onChange, error }, isRequired, ...texts }: SideProps) {
  const { t } = useTranslation();
  const common = { ...texts, error, required: isRequired, inputWrapperOrder: ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[] };
  if (options === undefined) return <TextInput {...common} type="tel" autoComplete="off" value={value} onChange={(event) => { onChange(event.currentTarget.value); }} />;
  return <Select {...common} data={options} searchable nothingFoundMessage={t("table.nothing_found")} value={value === "" ? null : value} onChange={onChange} />;
}

/** Who calls whom, and when -> what would become of it and why. */
export function CheckPanel(props: CheckPanelProps) {
  const { company, zone, extensions, numbers, hasLinks, children } = props;
  const { t, i18n } = useTranslation();
  const url = useSearch({ strict: false }) as UrlSearch;
  const navigate = useNavigate();
  const textOf = useErrorText();
  const asked = valuesOf(url);
  const required = (value: string) => (value.trim() === "" ? t("form.required") : null);
  const form = useForm<Values>({
    initialValues: asked,
    validate: { from: (from, { direction }) => (direction === "outgoing" ? required(from) : null), to: required },
  });
  const query = useCheck(props, asked);
  const problem = query.error ? asApiError(query.error) : null;
  const { from, to, direction } = form.values;
  const isOutgoing = direction === "outgoing";
  const turn = (next: string) => { form.setValues({ direction: next as Values["direction"], from: "", to: "" }); form.clearErrors(); };
  const side = (name: "from" | "to") => ({
    value: name === "from" ? from : to,
    error: form.errors[name] ?? problem?.fields[name]?.map(textOf).join(" "),
    onChange: (value: string | null) => { form.setFieldValue(name, value ?? ""); },
  });
  const run = form.onSubmit((values) => {
    const isSame = JSON.stringify(values) === JSON.stringify(asked);
    if (isSame) void query.refetch();
    else void navigate({ to: ".", search: (old: UrlSearch) => ({ ...old, ...values }) } as never);
  });
  return (
    <Stack gap="md">
      <Card>
        <form onSubmit={run} noValidate>
          <Stack>
            {children}
            <SegmentedControl
              w="fit-content" aria-label={t("check.direction")} value={direction} onChange={turn}
              data={["outgoing", "incoming"].map((value) => ({ value, label: t(`check.${value}`) }))}
            />
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              {isOutgoing
                ? <Side key="extension" label={t("check.from_extension")} placeholder={extensions === undefined ? "201" : t("check.choose_extension")} options={extensions} input={side("from")} isRequired />
                : <Side key="outside" label={t("check.from_outside")} description={t("check.from_outside_hint")} placeholder="+79161234567" options={undefined} input={side("from")} isRequired={false} />}
              {isOutgoing
                ? <Side key="dialled" label={t("check.to_dialled")} description={t("check.to_dialled_hint")} placeholder="84951234567" options={undefined} input={side("to")} isRequired />
                : <Side key="own" label={t("check.to_own")} placeholder="+7…" options={numbers} input={side("to")} isRequired />}
              <DateTimePicker
                label={t("check.at")} description={company === "" ? undefined : t("check.zone", { zone })} inputWrapperOrder={["label", "input", "description", "error"]} placeholder={t("check.now")} locale={i18n.language} valueFormat="DD.MM.YYYY HH:mm" clearable popoverProps={{ withinPortal: true }}
                ariaLabels={{ previousMonth: t("calendar.previous_month"), nextMonth: t("calendar.next_month") }} clearButtonProps={{ "aria-label": t("table.clear_search") }}
                {...form.getInputProps("at")} value={form.values.at === "" ? null : form.values.at} onChange={(value) => { form.setFieldValue("at", value ?? ""); }}
              />
            </SimpleGrid>
            <Group justify="flex-end"><Button type="submit" leftSection={<IconStethoscope size={18} />} disabled={company === ""} loading={query.isFetching}>{t("check.run")}</Button></Group>
          </Stack>
        </form>
      </Card>
      <Problems problems={problem && Object.keys(problem.fields).length === 0 ? [textOf(problem)] : []} />
      {query.data && !problem && <CheckResult found={query.data} hasLinks={hasLinks} />}
      {query.isFetching && !query.data && <Card><LoadingLines /></Card>}
      {!query.isFetching && !query.data && !problem && <Card><EmptyState icon={IconStethoscope} title={t("check.title")} text={t("check.empty")} /></Card>}
    </Stack>
  );
}
