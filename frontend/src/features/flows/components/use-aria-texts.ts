import { useMemo } from "react";
import type { AriaLabelConfig } from "@xyflow/react";
import { useTranslation } from "react-i18next";

/** What the canvas says to a screen reader, in the reader's language. */
export function useAriaTexts(): Partial<AriaLabelConfig> {
  const { t } = useTranslation();
  return useMemo(() => ({
    "node.a11yDescription.default": t("flow_editor.node_help"),
    "node.a11yDescription.keyboardDisabled": t("flow_editor.node_help"),
    "node.a11yDescription.ariaLiveMessage": ({ x, y }) => t("flow_editor.node_moved", { x, y }),
    "edge.a11yDescription.default": t("flow_editor.link_help"),
    "controls.ariaLabel": t("flow_editor.controls"),
    "controls.zoomIn.ariaLabel": t("flow_editor.zoom_in"),
    "controls.zoomOut.ariaLabel": t("flow_editor.zoom_out"),
    "controls.fitView.ariaLabel": t("flow_editor.fit"),
    "minimap.ariaLabel": t("flow_editor.minimap"),
    "handle.ariaLabel": t("flow_editor.handle"),
  }), [t]);
}
