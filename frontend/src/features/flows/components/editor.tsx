/** The editor of one flow: palette, drawing or table, and the form of what is selected, over one document. */

import { useMemo, useState } from "react";
import { Button, Drawer, Group, Text, Title } from "@mantine/core";
import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { UnsavedGuard } from "@/components/form/unsaved-guard";
import { lazily } from "@/components/lazily";
import type { Flow, FlowDraft } from "@/features/flows/api";
import { Canvas } from "@/features/flows/components/canvas";
import { ConflictDialog } from "@/features/flows/components/conflict-dialog";
import { EditorHeader } from "@/features/flows/components/editor-header";
import { ElementList } from "@/features/flows/components/element-list";
import classes from "@/features/flows/components/flow.module.css";
import { LayersView } from "@/features/flows/components/layers-view";
import { Palette } from "@/features/flows/components/palette";
import { SaveStatus } from "@/features/flows/components/save-status";
import { ShownVersion, type Look } from "@/features/flows/components/shown-version";
import { SidePanel, type PanelName } from "@/features/flows/components/side-panel";
import { Toolbar, type ViewName } from "@/features/flows/components/toolbar";
import { useElementEdits, type ElementEdits } from "@/features/flows/components/use-element-edits";
import { summaryOf } from "@/features/flows/elements/registry";
import { copiedElements, copyElements } from "@/features/flows/model/clipboard";
import type { Kind } from "@/features/flows/model/document";
import { marksOf } from "@/features/flows/model/marks";
import type { LitPath } from "@/features/flows/model/path";
import { findElements } from "@/features/flows/model/search";
import { ThingsContext, useThings } from "@/features/flows/things";
import { useAllThings } from "@/features/flows/use-things";
import { useEditor, type Editor as EditorState } from "@/features/flows/use-editor";
import { useMay } from "@/session/session";

const Replay = lazily(() => import("@/features/flows/components/replay"));

const NARROW = "(max-width: 62em)";
const PHONE = "(max-width: 48em)";
/** Of the panel over the drawing on a tablet, in pixels. */
const PANEL_WIDTH = 400;
/** After which the drawing has the room that a panel leaves it. */
const PANEL_OPENS_MS = 60;

/** Selecting all, copying, undoing: as everywhere. Typing into a field is left alone. */
function useEditorKeys(editor: EditorState, edits: ElementEdits, isOn: boolean) {
  const { document, selected, select } = editor;
  const copy = () => { copyElements(document.elements.filter(({ id }) => selected.includes(id))); };
  const paste = () => { edits.paste(copiedElements()); };
  const remove = () => { if (isOn && selected.length > 0) edits.remove(selected); };
  const isText = () => !(window.getSelection()?.isCollapsed ?? true);
  useHotkeys([
    ["mod+Z", () => { editor.undo(); }], ["mod+shift+Z", () => { editor.redo(); }], ["mod+Y", () => { editor.redo(); }],
    ["mod+A", () => { select(document.elements.map(({ id }) => id)); }], ["mod+D", () => { if (isOn) edits.duplicate(selected); }],
    ["mod+C", () => { if (!isText() && selected.length > 0) copy(); }, { preventDefault: false }], ["mod+X", () => { if (!isText() && selected.length > 0 && isOn) { copy(); remove(); } }, { preventDefault: false }],
    ["mod+V", () => { if (isOn) paste(); }], ["Delete", remove], ["Backspace", remove], ["Escape", () => { select([]); }],
    ["mod+F", () => { window.document.getElementById("flow-find")?.focus(); }],
  ]);
  return { copy, paste };
}

/** Searching: what is found is marked, and the one meant is brought into sight. */
function useFinding(editor: EditorState) {
  const { t } = useTranslation();
  const things = useThings();
  const { fitView } = useReactFlow();
  const [found, setFound] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const show = (id: string) => {
    editor.select([id]);
    // Its form opens beside the drawing, and takes room from it.
    window.setTimeout(() => { void fitView({ nodes: [{ id }], maxZoom: 1, duration: 300 }); }, PANEL_OPENS_MS);
  };
  const find = (text: string, isNext: boolean) => {
    const ids = findElements(editor.document, text, (id) => {
      const element = editor.document.elements.find((other) => other.id === id);
      return element ? [t(`flow_kinds.${element.kind}`), ...summaryOf(element, { t, things })] : [];
    });
    const next = isNext && ids.length > 0 ? (at + 1) % ids.length : 0;
    setFound(ids);
    setAt(next);
    const id = ids[next];
    if (id !== undefined) show(id);
    return ids.length;
  };
  return { found, find, show };
}

function EmptyHint({ onAdd }: { onAdd: (kind: Kind) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.hint}>
      <Group justify="center"><div style={{ maxWidth: 380, textAlign: "center" }}>
        <Title order={2} fz="lg">{t("flow_editor.empty")}</Title>
        <Text size="sm" c="dimmed" my="sm">{t("flow_editor.empty_text")}</Text>
        <Button leftSection={<IconPhoneIncoming size={18} />} onClick={() => { onAdd("start"); }}>{t("flow_editor.begin")}</Button>
      </div></Group>
    </div>
  );
}

interface EditorProps {
  flow: Flow;
  draft: FlowDraft;
  /** A recorded call whose path is shown instead of the draft. */
  call?: string;
  onCallClosed: () => void;
  /** Reads the draft anew, and forgets what is here. */
  onReload: () => void;
}

function Workplace({ flow, draft, call, onCallClosed, onReload }: EditorProps) {
  const { t } = useTranslation();
  const mayEdit = useMay("flow.edit");
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const editor = useEditor(flow.id, draft, mayEdit);
  const { document, selected, select, save } = editor;
  const things = useThings();
  const edits = useElementEdits(editor, things);
  const { getNodes, fitView } = useReactFlow();
  const [view, setView] = useState<ViewName>(isPhone ? "list" : "canvas");
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [path, setPath] = useState<LitPath | null>(null);
  const [look, setLook] = useState<Look | null>(null);
  const { found, find, show } = useFinding(editor);
  const { copy, paste } = useEditorKeys(editor, edits, mayEdit);
  const marks = useMemo(() => marksOf(document.elements.map(({ id }) => id), { problems: save.problems, path, difference: null, found }), [document, found, path, save.problems]);
  const canvasEdits = useMemo(() => (mayEdit ? edits : undefined), [edits, mayEdit]);
  const add = (kind: Kind) => { edits.add(kind); setPaletteOpen(false); };
  const arrange = () => {
    edits.arrange(Object.fromEntries(getNodes().map(({ id, measured }) => [id, { width: measured?.width ?? 232, height: measured?.height ?? 140 }])));
    window.setTimeout(() => { void fitView({ duration: 300, maxZoom: 1, padding: 0.12 }); }, PANEL_OPENS_MS);
  };
  // On a phone the panel lies over the drawing: it makes way, and what it has shown stays.
  const lookAt = (next: Look | null) => { setLook(next); if (isNarrow && next !== null) setPanel(null); };
  const closeDrawer = () => { select([]); setPanel(null); };
  const openPanel = (name: PanelName | null) => { setPanel(name); setPath(null); setLook(null); };
  const isDraftShown = look === null && call === undefined;
  const isPanelOpen = panel !== null || selected.length > 0;
  // A lit path needs the room more than the palette, which is a press away.
  const hasPalette = !isNarrow && view === "canvas" && panel !== "simulator";
  const side = (
    <SidePanel
      name={panel} flow={flow} editor={editor} edits={edits} mayEdit={mayEdit} onPath={setPath} onShow={show} look={look} onLook={lookAt} onReload={onReload}
      onClose={() => { if (isNarrow) { closeDrawer(); return; } if (panel === null) select([]); openPanel(null); }}
    />
  );
  return (
    <div className={classes.editor} data-wide>
      <UnsavedGuard isDirty={save.status !== "saved"} flush={editor.flush} />
      <div>
        <EditorHeader flow={flow} editor={editor} mayEdit={mayEdit} panel={panel} onPanel={openPanel} onShow={show} onReload={onReload} />
        <Toolbar
          view={view} onView={setView} mayEdit={mayEdit} onPalette={hasPalette ? undefined : () => { setPaletteOpen(true); }} onFind={find}
          tools={{ undo: editor.undo, redo: editor.redo, copy, paste, arrange }} can={{ undo: editor.canUndo, redo: editor.canRedo, copy: selected.length > 0 }}
        >
          {mayEdit && <SaveStatus save={save} />}
        </Toolbar>
      </div>
      <div className={classes.body}>
        {mayEdit && isDraftShown && hasPalette && <aside className={classes.palette} aria-label={t("flow_editor.palette")}><Palette onAdd={add} /></aside>}
        <div className={classes.center}>
          {call !== undefined && <Replay flow={flow} call={call} draft={document} onClose={onCallClosed} />}
          {call === undefined && look !== null && <ShownVersion flow={flow} look={look} draft={document} onClose={() => { setLook(null); }} />}
          {isDraftShown && view === "canvas" && <Canvas document={document} marks={marks} path={path} difference={null} selected={selected} onSelect={select} edits={canvasEdits} />}
          {isDraftShown && path !== null && panel !== "simulator" && <Button className={classes.hidePath} size="xs" variant="default" onClick={() => { setPath(null); }}>{t("flow_simulator.hide_path")}</Button>}
          {isDraftShown && view === "canvas" && document.elements.length === 0 && mayEdit && <EmptyHint onAdd={add} />}
          {isDraftShown && view === "list" && <ElementList document={document} marks={marks} selected={selected} onSelect={select} />}
          {isDraftShown && view === "layers" && <LayersView document={document} marks={marks} edits={edits} mayEdit={mayEdit} onOpen={(id) => { select([id]); }} />}
        </div>
        {isPanelOpen && !isNarrow && <aside className={classes.panel} aria-label={t("flow_editor.panel")}>{side}</aside>}
      </div>
      {isNarrow && (
        <Drawer.Root opened={isPanelOpen && (view !== "canvas" || panel !== null || selected.length === 1)} onClose={closeDrawer} position={isPhone ? "bottom" : "right"} size={isPhone ? "75%" : PANEL_WIDTH}>
          <Drawer.Overlay />
          <Drawer.Content aria-label={t("flow_editor.panel")}><Drawer.Body pt="md">{isPanelOpen && side}</Drawer.Body></Drawer.Content>
        </Drawer.Root>
      )}
      <Drawer opened={isPaletteOpen} onClose={() => { setPaletteOpen(false); }} position="left" size="xs" title={t("flow_editor.new_element")} closeButtonProps={{ "aria-label": t("common.close") }}>
        <Palette onAdd={add} />
      </Drawer>
      {save.conflict && <ConflictDialog conflict={save.conflict} onReload={onReload} onKeepMine={() => void editor.keepMine()} />}
    </div>
  );
}

export function Editor(props: EditorProps) {
  const things = useAllThings();
  return (
    <ThingsContext.Provider value={things}>
      <ReactFlowProvider><Workplace {...props} /></ReactFlowProvider>
    </ThingsContext.Provider>
  );
}
