import { Anchor, Code, Collapse, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";

/** The language of patterns, by example. */
const SIGNS: [string, string][] = [
  ["7495.*", "begins"], ["915..", "any_sign"], ["\\d{6,}", "repeats"], ["X Z N", "asterisk"], ["[2-57]", "class"], ["(495|499)\\d{7}", "choice"], ["8?", "optional"], [".*", "anything"],
];

export function PatternGuide() {
  const { t } = useTranslation();
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <div>
      <Anchor component="button" type="button" fz="sm" aria-expanded={isOpen} onClick={toggle}>{t("patterns.guide")}</Anchor>
      <Collapse expanded={isOpen}>
        <Text size="sm" c="dimmed" mt="xs">{t("patterns.guide_text")}</Text>
        <Table verticalSpacing={4} mt={4} aria-label={t("patterns.guide")}>
          <Table.Tbody>
            {SIGNS.map(([sign, name]) => <Table.Tr key={sign}><Table.Td w={150}><Code>{sign}</Code></Table.Td><Table.Td fz="sm">{t(`patterns.sign_${name}`)}</Table.Td></Table.Tr>)}
          </Table.Tbody>
        </Table>
      </Collapse>
    </div>
  );
}
