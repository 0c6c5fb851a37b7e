import { useMemo } from "react";
import { ReactFlowProvider } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { Canvas } from "@/features/flows/components/canvas";
import classes from "@/features/flows/components/flow.module.css";
import type { Difference } from "@/features/flows/model/difference";
import type { FlowDocument } from "@/features/flows/model/document";
import { placed } from "@/features/flows/model/layout";
import { marksOf } from "@/features/flows/model/marks";
import { sizeOf } from "@/features/flows/elements/registry";
import { useThings } from "@/features/flows/things";
import type { LitPath } from "@/features/flows/model/path";

interface DrawingProps {
  document: FlowDocument;
  difference?: Difference | null;
  path?: LitPath | null;
  /** The element that is pointed at: it is brought into sight. */
  shown?: string | null;
  /** In pixels; as high as its place without it. */
  height?: number;
}

const NOTHING: readonly string[] = [];

/** A flow that is only looked at. */
export function Drawing({ document: drawn, difference = null, path = null, shown = null, height }: DrawingProps) {
  const { t } = useTranslation();
  const things = useThings();
  const document = useMemo(() => placed(drawn, (element) => sizeOf(element, { t, things })), [drawn, t, things]);
  const marks = useMemo(() => marksOf(document.elements.map(({ id }) => id), { problems: [], path, difference, found: [] }), [difference, document, path]);
  const selected = useMemo(() => (shown === null ? NOTHING : [shown]), [shown]);
  return (
    <div className={classes.drawing} style={height === undefined ? undefined : { blockSize: height }} data-framed={height !== undefined || undefined}>
      <ReactFlowProvider><Canvas document={document} marks={marks} path={path} difference={difference} selected={selected} onSelect={() => undefined} isSmall={height !== undefined} /></ReactFlowProvider>
    </div>
  );
}
