import { Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useFlowWrites, useTemplates } from "@/features/flows/api";
import { Drawing } from "@/features/flows/components/drawing";
import type { Words } from "@/features/flows/elements/kind";
import { sizeOf } from "@/features/flows/elements/registry";
import { readDocument, type FlowDocument } from "@/features/flows/model/document";
import { layoutOf } from "@/features/flows/model/layout";
import { moveElements } from "@/features/flows/model/edits";
import { ThingsContext } from "@/features/flows/things";
import { useAllThings } from "@/features/flows/use-things";

/** Elements in places where none covers another, before any has been drawn. */
function arranged(document: FlowDocument, words: Words): FlowDocument {
  const sizes = Object.fromEntries(document.elements.map((element) => [element.id, sizeOf(element, words)]));
  return moveElements(document, layoutOf(document, sizes));
}

/** A new flow, blank or from a template, opened at once. */
export default function CreateFlow({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const things = useAllThings();
  const { create } = useFlowWrites();
  const templates = useTemplates().data ?? [];
  const form = useForm({ initialValues: { name: "", description: "", template: "" }, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const made = await create(values, (document) => arranged(document, { t, things }));
    form.resetDirty(values);
    onClose();
    await navigate({ to: `/flows/${made.id}` });
  });
  const chosen = templates.find(({ key }) => key === form.values.template);
  return (
    <FormDrawer title={t("flows.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <TextInput label={t("flows.name")} required data-autofocus {...form.getInputProps("name")} />
      <Textarea label={t("flows.description")} autosize minRows={1} maxRows={4} {...form.getInputProps("description")} />
      <Radio.Group label={t("flows.template")} {...form.getInputProps("template")}>
        <Stack gap="sm" mt="xs">
          <Radio value="" label={t("flows.blank")} description={t("flows.blank_text")} />
          {templates.map(({ key, name, description }) => <Radio key={key} value={key} label={name} description={description} />)}
        </Stack>
      </Radio.Group>
      {chosen && (
        <div>
          <Text size="sm" fw={500} mb={4}>{t("flows.preview")}</Text>
          <ThingsContext.Provider value={things}><Drawing key={chosen.key} document={arranged(readDocument(chosen.document), { t, things })} height={240} /></ThingsContext.Provider>
        </div>
      )}
    </FormDrawer>
  );
}
