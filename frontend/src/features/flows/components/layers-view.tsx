import { ActionIcon, Button, Group, Menu, NumberInput, Stack, Table, Text, Title, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/features/flows/components/flow.module.css";
import { KindIcon } from "@/features/flows/components/kind-icon";
import { ProblemList } from "@/features/flows/components/problem-list";
import { TargetSelect, useTargetGroups } from "@/features/flows/components/target-select";
import type { ElementEdits } from "@/features/flows/components/use-element-edits";
import { useWhenWords } from "@/features/flows/components/when-fields";
import { ALL_KINDS, exitLabel, exitsOf, nameOf, summaryOf } from "@/features/flows/elements/registry";
import type { FlowDocument, FlowElement } from "@/features/flows/model/document";
import { freeLevel, isTimed, layerTable, timeoutOf, TIMEOUTS, TRANSITIONS, type LevelRows } from "@/features/flows/model/layer-table";
import type { Marks } from "@/features/flows/model/marks";
import { useThings } from "@/features/flows/things";

interface LayersViewProps {
  document: FlowDocument;
  marks: ReadonlyMap<string, Marks>;
  edits: ElementEdits;
  mayEdit: boolean;
  /** Opens the element's form. */
  onOpen: (id: string) => void;
}

/** How long callers wait in a group, which is set there. */
function GroupWait({ queue }: { queue: string }) {
  const { t } = useTranslation();
  const seconds = useThings().queues.find(({ value }) => value === queue)?.waitSeconds;
  if (seconds === undefined) return <Text size="sm" c="dimmed">—</Text>;
  return <Text size="xs" c="dimmed">{t("flow_layers.in_group", { seconds })}</Text>;
}

/** Seconds after which a layer counts as not answered. */
function Timeout({ element, edits, mayEdit }: { element: FlowElement; edits: ElementEdits; mayEdit: boolean }) {
  const { t } = useTranslation();
  const seconds = timeoutOf(element);
  if (element.kind === "group") return <GroupWait queue={element.settings.queue} />;
  if (seconds === null || !isTimed(element.kind)) return <Text size="sm" c="dimmed">—</Text>;
  const { field, min, max } = TIMEOUTS[element.kind];
  // Nothing at all is a person's own time; elsewhere a time is needed.
  const put = (value: string | number) => { if (typeof value === "number" || min === 0) edits.settings(element.id, { [field]: Number(value) }); };
  return (
    <NumberInput
      size="xs" w={92} aria-label={t("flow_layers.timeout_of", { name: nameOf(element, { t }) })} placeholder={t("flow_layers.own_timeout")} min={min} max={max} clampBehavior="blur" allowDecimal={false} hideControls
      suffix={` ${t("units.s")}`} value={seconds === 0 ? "" : seconds} disabled={!mayEdit} onChange={put}
    />
  );
}

/** Transitions that are linked, usual, or 004's, each a choice of a level or an element. */
function Transitions({ element, document, edits, mayEdit }: { element: FlowElement; document: FlowDocument; edits: ElementEdits; mayEdit: boolean }) {
  const { t } = useTranslation();
  const groups = useTargetGroups(document);
  const exits = exitsOf(element, useThings()).filter((exit) => exit.isUsual || exit.name in element.exits || TRANSITIONS.has(exit.name));
  return (
    <Stack gap={4}>
      {exits.map((exit) => (
        <Group key={exit.name} gap={6} wrap="nowrap">
          <Text size="xs" w={104} c="dimmed" ta="right">{exitLabel(exit, { t })}</Text>
          <div style={{ flex: 1, minWidth: 150 }}>
            <TargetSelect
              label={t("flow_layers.transition_of", { exit: exitLabel(exit, { t }), name: nameOf(element, { t }) })} isLabelHidden groups={groups} value={element.exits[exit.name]} placeholder={exit.name === "forward" ? t("flow_layers.no_forward") : undefined} isDisabled={!mayEdit}
              onChange={(to) => { if (to === undefined) edits.disconnect({ from: element.id, exit: exit.name }); else edits.connect({ from: element.id, exit: exit.name, to }); }}
              onNew={(kind) => { edits.addAfter(kind, { from: element.id, exit: exit.name }); }}
            />
          </div>
        </Group>
      ))}
    </Stack>
  );
}

interface RowProps extends LayersViewProps {
  element: FlowElement;
  index: number;
  count: number;
}

function LayerRow({ element, index, count, document, marks, edits, mayEdit, onOpen }: RowProps) {
  const { t } = useTranslation();
  const things = useThings();
  const whenWords = useWhenWords();
  const name = nameOf(element, { t });
  return (
    <Table.Tr>
      <Table.Td>
        <UnstyledButton onClick={() => { onOpen(element.id); }}>
          <Group gap="xs" wrap="nowrap" align="flex-start"><KindIcon kind={element.kind} /><div><Text size="sm" fw={600}>{name}</Text><Text size="xs" c="dimmed">{summaryOf(element, { t, things }).join(" · ")}</Text></div></Group>
        </UnstyledButton>
        <ProblemList problems={marks.get(element.id)?.problems ?? []} />
      </Table.Td>
      <Table.Td data-label={t("flow_layers.when")} data-none={element.level === 0 || undefined}>{element.level > 0 ? <UnstyledButton onClick={() => { onOpen(element.id); }}><Text size="sm">{whenWords(element.when)}</Text></UnstyledButton> : <Text size="sm" c="dimmed">—</Text>}</Table.Td>
      <Table.Td data-label={t("flow_layers.timeout")} data-none={!isTimed(element.kind) && element.kind !== "group" ? true : undefined}><Timeout element={element} edits={edits} mayEdit={mayEdit} /></Table.Td>
      <Table.Td data-label={t("flow_layers.transitions")}><Transitions element={element} document={document} edits={edits} mayEdit={mayEdit} /></Table.Td>
      <Table.Td>
        {mayEdit && (
          <Group gap={2} wrap="nowrap">
            {element.level > 0 && (
              <>
                <ActionIcon size="sm" disabled={index === 0} aria-label={t("sortable.up", { name })} onClick={() => { edits.moveLayer(element.id, -1); }}><IconArrowUp size={14} /></ActionIcon>
                <ActionIcon size="sm" disabled={index === count - 1} aria-label={t("sortable.down", { name })} onClick={() => { edits.moveLayer(element.id, 1); }}><IconArrowDown size={14} /></ActionIcon>
              </>
            )}
            <ActionIcon size="sm" aria-label={t("flow_layers.remove", { name })} onClick={() => { edits.remove([element.id]); }}><IconTrash size={14} /></ActionIcon>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function AddLayer({ level, edits }: { level: number; edits: ElementEdits }) {
  const { t } = useTranslation();
  return (
    <Menu withinPortal position="bottom-start">
      <Menu.Target><Button size="xs" variant="default" leftSection={<IconPlus size={14} />}>{t("flow_layers.add", { level })}</Button></Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {ALL_KINDS.filter((kind) => kind !== "start").map((kind) => <Menu.Item key={kind} leftSection={<KindIcon kind={kind} />} onClick={() => { edits.addLayer(kind, level); }}>{t(`flow_kinds.${kind}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function Level({ level, rows, ...view }: LayersViewProps & LevelRows) {
  const { t } = useTranslation();
  return (
    <section aria-label={level > 0 ? t("flow_editor.level", { level }) : t("flow_layers.loose")}>
      <Group justify="space-between" mb={4}>
        <div>
          <Title order={2} fz="md">{level > 0 ? t("flow_editor.level", { level }) : t("flow_layers.loose")}</Title>
          {level > 0 && <Text size="xs" c="dimmed">{rows.length === 0 ? t("flow_layers.hangs_up") : t("flow_layers.first_wins")}</Text>}
        </div>
        {level > 0 && view.mayEdit && <AddLayer level={level} edits={view.edits} />}
      </Group>
      {rows.length > 0 && (
        <Table className={classes.layers} withTableBorder verticalSpacing="xs" layout="fixed">
          <Table.Thead><Table.Tr><Table.Th w="24%">{t("flow_layers.action")}</Table.Th><Table.Th w="20%">{t("flow_layers.when")}</Table.Th><Table.Th w={112}>{t("flow_layers.timeout")}</Table.Th><Table.Th>{t("flow_layers.transitions")}</Table.Th><Table.Th w={96}><VisuallyHidden>{t("flow_layers.actions")}</VisuallyHidden></Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{rows.map((element, index) => <LayerRow key={element.id} {...view} element={element} index={index} count={rows.length} />)}</Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** The same flow as levels and layers: action, days, time, time-out and transitions. */
export function LayersView(props: LayersViewProps) {
  const { t } = useTranslation();
  const { document, edits, mayEdit } = props;
  const starts = document.elements.filter(({ kind }) => kind === "start");
  return (
    <Stack p="md" gap="lg" className={classes.layersView}>
      <Text size="sm" c="dimmed">{t("flow_layers.text")}</Text>
      {starts.map((element) => (
        <Group key={element.id} gap="sm" wrap="wrap">
          <KindIcon kind="start" /><Text size="sm" fw={600}>{nameOf(element, { t })}</Text>
          <div style={{ flex: "1 1 240px", maxWidth: 420 }}><Transitions element={element} document={document} edits={edits} mayEdit={mayEdit} /></div>
        </Group>
      ))}
      {layerTable(document).map((rows) => <Level key={rows.level} {...props} {...rows} />)}
      {mayEdit && <div><AddLayer level={freeLevel(document)} edits={edits} /></div>}
    </Stack>
  );
}
