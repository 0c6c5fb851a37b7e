import { memo } from "react";
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import classes from "@/features/flows/components/flow.module.css";
import { useView } from "@/features/flows/components/view-context";
import { NEXT_LAYER } from "@/features/flows/model/links";
import type { Change } from "@/features/flows/model/marks";

export type LinkEdge = Edge<{ from: string; exit: string; level: number | null; isLit: boolean; isDim: boolean; change: Change }, "link">;

const COLOURS: Record<Change, string | undefined> = { added: "var(--vpbx-good)", removed: "var(--vpbx-bad)", changed: "var(--vpbx-info)", "": undefined };

/** A link from an exit to an element; dashed where a level stands between, or the way from layer to layer. */
export const LinkEdge = memo(function LinkEdge({ id, data, selected, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, markerEnd }: EdgeProps<LinkEdge>) {
  const { t } = useTranslation();
  const { mayEdit, removeLink } = useView();
  const [path, x, y] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const { from = "", exit = "", level = null, isLit = false, isDim = false, change = "" } = data ?? {};
  const isOwn = exit !== NEXT_LAYER;
  const style = {
    stroke: isLit ? "var(--vpbx-accent)" : COLOURS[change], strokeWidth: isLit ? 3.5 : selected === true ? 2.5 : 1.6, opacity: isDim ? 0.35 : 1,
    strokeDasharray: change === "removed" ? "2 5" : level !== null ? "6 5" : undefined,
  };
  return (
    <>
      <BaseEdge id={id} path={path} markerEnd={markerEnd} style={style} interactionWidth={18} />
      {selected === true && isOwn && mayEdit && (
        <EdgeLabelRenderer>
          <div className={`${classes.unlink ?? ""} nodrag nopan`} style={{ transform: `translate(-50%, -50%) translate(${String(x)}px, ${String(y)}px)` }}>
            <ActionIcon size="sm" radius="xl" variant="filled" color="red" aria-label={t("flow_editor.remove_link")} onClick={() => { removeLink(from, exit); }}><IconX size={13} /></ActionIcon>
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
