import type { ComponentType } from "react";
import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconCopy, IconTrash, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Hint } from "@/components/hint";
import { KindIcon } from "@/features/flows/components/kind-icon";
import { TargetSelect, useTargetGroups } from "@/features/flows/components/target-select";
import type { ElementEdits } from "@/features/flows/components/use-element-edits";
import { WhenFields } from "@/features/flows/components/when-fields";
import type { FormProps } from "@/features/flows/elements/kind";
import { exitLabel, exitsOf, kindOf } from "@/features/flows/elements/registry";
import { NAME_LENGTH, type FlowDocument, type FlowElement, type Kind } from "@/features/flows/model/document";
import type { FlowProblem } from "@/features/flows/model/marks";
import { useThings } from "@/features/flows/things";
import { ProblemList } from "@/features/flows/components/problem-list";

interface ElementPanelProps {
  document: FlowDocument;
  element: FlowElement;
  problems: readonly FlowProblem[];
  edits: ElementEdits;
  mayEdit: boolean;
  onClose: () => void;
}

/** The check's word on a field, or on something inside of it. */
function errorIn(problems: readonly FlowProblem[]): (field: string) => string | undefined {
  return (field) => problems.find((problem) => problem.severity === "error" && (problem.field === field || problem.field.startsWith(`${field}.`)))?.message;
}

function ExitsForm({ document, element, edits, mayEdit, errorOf }: Pick<ElementPanelProps, "document" | "element" | "edits" | "mayEdit"> & { errorOf: (field: string) => string | undefined }) {
  const { t } = useTranslation();
  const groups = useTargetGroups(document);
  const exits = exitsOf(element, useThings());
  if (exits.length === 0) return null;
  return (
    <Stack gap="xs" role="group" aria-label={t("flow_editor.exits")}>
      <Text size="sm" fw={650}>{t("flow_editor.exits")}</Text>
      {exits.map((exit) => (
        <TargetSelect
          key={exit.name} label={t(element.kind === "menu" && exit.label ? "flow_editor.key" : "flow_editor.exit_label", { name: exitLabel(exit, { t }) })} groups={groups} value={element.exits[exit.name]} placeholder={exit.name === "forward" ? t("flow_layers.no_forward") : undefined} error={errorOf(`exits.${exit.name}`)} isDisabled={!mayEdit}
          onChange={(to) => { if (to === undefined) edits.disconnect({ from: element.id, exit: exit.name }); else edits.connect({ from: element.id, exit: exit.name, to }); }}
          onNew={(kind) => { edits.addAfter(kind, { from: element.id, exit: exit.name }); }}
        />
      ))}
    </Stack>
  );
}

/** Level and condition: an element on a level is a layer of 004. */
function LayerForm({ element, edits, mayEdit, errorOf }: Pick<ElementPanelProps, "element" | "edits" | "mayEdit"> & { errorOf: (field: string) => string | undefined }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="group" aria-label={t("flow_layers.layer")}>
      <NumberInput
        label={t("flow_layers.level")} description={t("flow_layers.level_text")} min={0} max={99} allowDecimal={false} clampBehavior="strict" value={element.level} disabled={!mayEdit} error={errorOf("level")}
        onChange={(level) => { if (typeof level === "number") edits.level(element.id, level); }}
      />
      {element.level > 0 && <WhenFields value={element.when} onChange={(when) => { edits.when(element.id, when); }} errorOf={errorOf} isDisabled={!mayEdit} />}
    </Stack>
  );
}

/** Everything about one element: its name, what it does, where it leads, when it is taken. */
export function ElementPanel({ document, element, problems, edits, mayEdit, onClose }: ElementPanelProps) {
  const { t } = useTranslation();
  const things = useThings();
  const errorOf = errorIn(problems);
  const Form = kindOf(element.kind).Form as unknown as ComponentType<FormProps<Kind>>;
  const { id } = element;
  return (
    <Stack gap="md" component="section" aria-label={t("flow_editor.element_form")} data-testid="element-panel">
      <Group wrap="nowrap" gap="xs">
        <KindIcon kind={element.kind} />
        <Title order={2} fz="md" flex={1}>{t(`flow_kinds.${element.kind}`)}</Title>
        {mayEdit && (
          <>
            <Hint label={t("flow_editor.duplicate")}><ActionIcon aria-label={t("flow_editor.duplicate")} onClick={() => { edits.duplicate([id]); }}><IconCopy size={17} /></ActionIcon></Hint>
            <Hint label={t("common.delete")}><ActionIcon aria-label={t("common.delete")} onClick={() => { edits.remove([id]); }}><IconTrash size={17} /></ActionIcon></Hint>
          </>
        )}
        <ActionIcon aria-label={t("common.close")} onClick={onClose}><IconX size={17} /></ActionIcon>
      </Group>
      <Text size="sm" c="dimmed">{t(`flow_kinds.${element.kind}_text`)}</Text>
      <ProblemList problems={problems} />
      <TextInput label={t("flow_editor.name")} placeholder={t(`flow_kinds.${element.kind}`)} maxLength={NAME_LENGTH} value={element.name} disabled={!mayEdit} error={errorOf("name")} onChange={(event) => { edits.common(id, { name: event.currentTarget.value }); }} />
      <Form key={id} settings={element.settings as never} change={(patch) => { edits.settings(id, patch); }} things={things} errorOf={errorOf} isDisabled={!mayEdit} />
      <ExitsForm document={document} element={element} edits={edits} mayEdit={mayEdit} errorOf={errorOf} />
      {element.kind !== "back" && (
        <TextInput
          label={t("flow_editor.number")} description={t("flow_editor.number_text")} inputMode="numeric" maxLength={5} value={element.number} disabled={!mayEdit} error={errorOf("number")}
          onChange={(event) => { edits.common(id, { number: event.currentTarget.value.replace(/\D/g, "") }); }}
        />
      )}
      {element.kind !== "start" && <LayerForm element={element} edits={edits} mayEdit={mayEdit} errorOf={errorOf} />}
    </Stack>
  );
}

interface ManyPanelProps {
  document: FlowDocument;
  selected: readonly string[];
  edits: ElementEdits;
  onClose: () => void;
}

/** Several elements at once: what can be done to all of them. */
export function ManyPanel({ selected, edits, onClose, document }: ManyPanelProps) {
  const { t } = useTranslation();
  const groups = useTargetGroups(document);
  const follow = (to: string | null) => {
    if (to === null) return;
    for (const from of selected) edits.connect({ from, exit: "otherwise", to });
  };
  const canFollow = selected.every((id) => document.elements.some((element) => element.id === id && ["person", "group", "outside", "dial"].includes(element.kind)));
  return (
    <Stack gap="md">
      <Group wrap="nowrap"><Title order={2} fz="md" flex={1}>{t("flow_editor.selected", { count: selected.length })}</Title><ActionIcon aria-label={t("common.close")} onClick={onClose}><IconX size={17} /></ActionIcon></Group>
      <Button variant="default" leftSection={<IconCopy size={16} />} onClick={() => { edits.duplicate(selected); }}>{t("flow_editor.duplicate")}</Button>
      <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { edits.remove(selected); }}>{t("common.delete")}</Button>
      {canFollow && <Select label={t("flow_editor.all_otherwise")} placeholder={t("flow_forms.choose")} data={groups.slice(0, 2)} value={null} searchable nothingFoundMessage={t("table.nothing_found")} onChange={follow} />}
    </Stack>
  );
}
