import { Fragment } from "react";
import { Box, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KindIcon } from "@/features/flows/components/kind-icon";
import { GROUPS } from "@/features/flows/elements/kind";
import { ALL_KINDS, kindOf } from "@/features/flows/elements/registry";
import type { Kind } from "@/features/flows/model/document";

interface KindMenuProps {
  /** On the page. */
  at: { x: number; y: number };
  onChoose: (kind: Kind) => void;
  onClose: () => void;
}

/** Which element is to stand at the end of a link that was let go over nothing. */
export function KindMenu({ at, onChoose, onClose }: KindMenuProps) {
  const { t } = useTranslation();
  const followers = ALL_KINDS.filter((kind) => kind !== "start");
  return (
    <Menu opened onClose={onClose} position="right-start" shadow="md" withinPortal>
      <Menu.Target><Box pos="fixed" left={at.x} top={at.y} w={1} h={1} /></Menu.Target>
      <Menu.Dropdown mah={380} style={{ overflowY: "auto" }} aria-label={t("flow_editor.new_element")}>
        {GROUPS.filter((group) => followers.some((kind) => kindOf(kind).group === group)).map((group) => (
          <Fragment key={group}>
            <Menu.Label>{t(`flow_kinds.group_${group}`)}</Menu.Label>
            {followers.filter((kind) => kindOf(kind).group === group).map((kind) => (
              <Menu.Item key={kind} leftSection={<KindIcon kind={kind} />} onClick={() => { onChoose(kind); }}>{t(`flow_kinds.${kind}`)}</Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
