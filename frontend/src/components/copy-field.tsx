import { ActionIcon, CopyButton, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** A value to be carried elsewhere: selectable, and copied by one press. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <TextInput
          label={label}
          value={value}
          readOnly
          onFocus={(event) => { event.currentTarget.select(); }}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          rightSection={
            <Tooltip label={copied ? t("common.copied") : t("common.copy")}>
              <ActionIcon onClick={copy} aria-label={`${t("common.copy")}: ${label}`} color={copied ? "tide" : "gray"}>
                {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              </ActionIcon>
            </Tooltip>
          }
        />
      )}
    </CopyButton>
  );
}
