import { Alert, MultiSelect, PasswordInput, Select, SimpleGrid, Stack, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { inputOf } from "@/components/form/input-of";
import { ServiceFields } from "@/components/outside/service-fields";
import type { LineValues } from "@/components/outside/line-values";
import { TemplateInput } from "@/components/outside/template-input";
import type { RuleScope } from "@/components/outside/use-judge";
import { Section } from "@/components/section";

const CODECS = ["alaw", "ulaw", "g722", "gsm", "g729"];
const AFTER = ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[];

interface LineFieldsProps {
  form: UseFormReturnType<LineValues>;
  scope: RuleScope;
  isDisabled: boolean;
  /** A password is stored already. */
  hasSecret?: boolean;
  /** The name is known elsewhere and stays. */
  isNameFixed?: boolean;
}

/** Errors of a list's items, which the API reports one by one. */
function listErrors(form: LineFieldsProps["form"], path: string): string[] | undefined {
  const found = Object.entries(form.errors).filter(([key]) => key === path || key.startsWith(`${path}.`)).map(([, error]) => String(error));
  return found.length > 0 ? found : undefined;
}

/** Where the other side is and how it knows us. */
export function AccountFields({ form, isDisabled, hasSecret = false }: LineFieldsProps) {
  const { t } = useTranslation();
  const input = inputOf(form, isDisabled);
  const { registers } = form.values;
  // Nobody is told a stored password by leading the line elsewhere.
  const isKept = hasSecret && !["addresses", "domain", "login"].some((path) => form.isDirty(path));
  return (
    <Stack>
      <TagsInput
        label={t("lines.addresses")} description={t("lines.addresses_hint")} placeholder={form.values.addresses.length === 0 ? t("lines.addresses_example") : undefined} required splitChars={[",", " ", ";"]} acceptValueOnBlur
        {...input("addresses") as object} error={listErrors(form, "addresses")}
      />
      <Switch label={t("lines.registers")} description={t("lines.registers_hint")} {...input("registers", { type: "checkbox" }) as object} />
      {registers ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput label={t("lines.login")} required autoCapitalize="none" spellCheck={false} autoComplete="off" {...input("login") as object} />
          <PasswordInput
            label={t("lines.secret")} required={!isKept} placeholder={hasSecret ? t(isKept ? "lines.secret_kept" : "lines.secret_again") : undefined} autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("session.show_password") }} {...input("secret") as object}
          />
        </SimpleGrid>
      ) : <Alert variant="light" color="blue" icon={<IconInfoCircle />}>{t("lines.by_address")}</Alert>}
    </Stack>
  );
}

/** Called numbers and how numbers are written for the other side. */
function NumberFields({ form, scope, isDisabled }: LineFieldsProps) {
  const { t } = useTranslation();
  const input = inputOf(form, isDisabled);
  const places = ["request", "to"].map((value) => ({ value, label: t(`lines.called_from_${value}`) }));
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("lines.number")} description={t("lines.number_hint")} inputWrapperOrder={AFTER} type="tel" placeholder="+7…" {...input("number") as object} />
        <Select label={t("lines.called_from")} description={t("lines.called_from_hint")} inputWrapperOrder={AFTER} data={places} allowDeselect={false} {...input("called_from") as object} />
        <TemplateInput label={t("lines.called_template")} path="called_template" inputOf={input} scope={scope} />
        <TemplateInput label={t("lines.caller_template")} path="caller_template" inputOf={input} scope={scope} />
        {!form.values.is_internal && <TextInput label={t("lines.local_area")} description={t("lines.local_area_hint")} inputWrapperOrder={AFTER} inputMode="numeric" placeholder="495" {...input("local_area") as object} />}
      </SimpleGrid>
      <Switch label={t("lines.may_pass_foreign")} description={t("lines.may_pass_foreign_hint")} {...input("may_pass_foreign", { type: "checkbox" }) as object} />
    </Stack>
  );
}

function TechnicalFields({ form, isDisabled }: LineFieldsProps) {
  const { t } = useTranslation();
  const input = inputOf(form, isDisabled);
  return (
    <Stack>
      <TagsInput
        label={t("lines.sources")} description={t("lines.sources_hint")} placeholder={form.values.sources.length === 0 ? t("lines.sources_example") : undefined} splitChars={[",", " ", ";"]} acceptValueOnBlur clearable
        {...input("sources") as object} error={listErrors(form, "sources")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("lines.domain")} description={t("lines.domain_hint")} inputWrapperOrder={AFTER} autoCapitalize="none" spellCheck={false} {...input("domain") as object} />
        <Select label={t("lines.transport")} description={t("lines.transport_hint")} inputWrapperOrder={AFTER} data={["udp", "tcp", "tls"].map((value) => ({ value, label: value.toUpperCase() }))} allowDeselect={false} {...input("transport") as object} />
        <MultiSelect label={t("devices.codecs")} description={t("lines.codecs_hint")} inputWrapperOrder={AFTER} data={CODECS} {...input("codecs") as object} />
        <Select label={t("devices.dtmf_mode")} description={t("devices.dtmf_hint")} inputWrapperOrder={AFTER} data={["rfc4733", "inband", "info", "auto"].map((value) => ({ value, label: t(`devices.dtmf_${value}`) }))} allowDeselect={false} {...input("dtmf_mode") as object} />
      </SimpleGrid>
    </Stack>
  );
}

/** Everything about a line: the company's trunk or the operator's carrier. */
export function LineFields({ hasInternal, ...props }: LineFieldsProps & { hasInternal: boolean }) {
  const { t } = useTranslation();
  const { form, isDisabled, isNameFixed = false } = props;
  const input = inputOf(form, isDisabled);
  return (
    <>
      <Section title={t("lines.about")}>
        <Stack>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label={t("lines.title_field")} {...input("title") as object} />
            <TextInput label={t("lines.name")} description={t("lines.name_hint")} inputWrapperOrder={AFTER} required={!isNameFixed} autoCapitalize="none" spellCheck={false} {...input("name") as object} disabled={isDisabled || isNameFixed} />
          </SimpleGrid>
          <Switch label={t("lines.is_enabled")} {...input("is_enabled", { type: "checkbox" }) as object} />
          {hasInternal && <Switch label={t("lines.is_internal")} description={t("lines.is_internal_hint")} {...input("is_internal", { type: "checkbox" }) as object} />}
          <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} {...input("comment") as object} />
        </Stack>
      </Section>
      <Section title={t("lines.account")}><AccountFields {...props} /></Section>
      <Section title={t("lines.numbers")} text={t("lines.numbers_text")}><NumberFields {...props} /></Section>
      <Section title={t("lines.technical")} text={t("lines.technical_text")}><TechnicalFields {...props} /></Section>
      <Section title={t("services.title")} text={t("services.line_text")}><ServiceFields owner="line" inputOf={input} /></Section>
    </>
  );
}
