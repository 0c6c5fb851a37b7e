import { Card, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconSitemap } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/states";
import { KindIcon } from "@/features/flows/components/kind-icon";
import classes from "@/features/flows/components/flow.module.css";
import { ProblemList } from "@/features/flows/components/problem-list";
import { useWhenWords } from "@/features/flows/components/when-fields";
import { exitLabel, exitsOf, nameOf, summaryOf, targetLabel } from "@/features/flows/elements/registry";
import type { FlowDocument } from "@/features/flows/model/document";
import type { Marks } from "@/features/flows/model/marks";
import { useThings } from "@/features/flows/things";

interface ElementListProps {
  document: FlowDocument;
  marks: ReadonlyMap<string, Marks>;
  selected: readonly string[];
  onSelect: (ids: readonly string[]) => void;
}

/** The flow in words, element by element: read on a phone, and aloud. */
export function ElementList({ document, marks, selected, onSelect }: ElementListProps) {
  const { t } = useTranslation();
  const things = useThings();
  const whenWords = useWhenWords();
  const words = { t, things };
  if (document.elements.length === 0) return <EmptyState icon={IconSitemap} title={t("flow_editor.empty")} text={t("flow_editor.empty_text")} />;
  return (
    <Stack gap="sm" p="md" component="ol" m={0} style={{ listStyle: "none" }} aria-label={t("flow_editor.elements")}>
      {document.elements.map((element) => {
        const mark = marks.get(element.id);
        return (
          <Card key={element.id} component="li" padding="sm" style={selected.includes(element.id) ? { borderColor: "var(--vpbx-accent)" } : undefined}>
            <UnstyledButton w="100%" onClick={() => { onSelect([element.id]); }}>
              <Group wrap="nowrap" gap="sm">
                <KindIcon kind={element.kind} />
                <Text fw={600} size="sm" flex={1} style={{ overflowWrap: "anywhere" }}>{nameOf(element, { t })}</Text>
                {mark?.steps?.map((step) => <span key={step} className={classes.step}>{step}</span>)}
                {element.number !== "" && <span className={classes.badge}>{element.number}</span>}
                {element.level > 0 && <span className={classes.badge}>{t("flow_editor.level_short", { level: element.level })}</span>}
              </Group>
            </UnstyledButton>
            <Text size="sm" c="dimmed" mt={4}>{summaryOf(element, words).join(" · ")}</Text>
            {element.level > 0 && <Text size="sm" c="dimmed">{whenWords(element.when)}</Text>}
            <ProblemList problems={mark?.problems ?? []} />
            {exitsOf(element, things).filter((exit) => exit.name in element.exits || (exit.isUsual && element.kind !== "start")).map((exit) => (
              <Text key={exit.name} size="sm" mt={2}><Text span c="dimmed">{exitLabel(exit, { t })} → </Text>{targetLabel(document.elements, element.exits[exit.name], words)}</Text>
            ))}
          </Card>
        );
      })}
    </Stack>
  );
}
