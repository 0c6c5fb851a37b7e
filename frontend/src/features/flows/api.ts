import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Schemas } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import type { Saved } from "@/features/flows/model/autosave";
import { readDocument, type FlowDocument } from "@/features/flows/model/document";
import { keysOf, type PhoneState, type Rehearsal } from "@/features/flows/model/rehearsal";
import type { AskedCall } from "@/features/flows/model/test-call";
import { momentOf } from "@/lib/period";

export type Flow = Schemas["Flow"];
export type FlowDraft = Omit<Schemas["FlowDraft"], "document"> & { document: FlowDocument };
export type NewFlow = Schemas["NewFlowRequest"];

const at = (id: string) => ({ params: { path: { id } } });
const of = (flow_id: string) => ({ params: { path: { flow_id } } });

const draftOf = (raw: Schemas["FlowDraft"]): FlowDraft => ({ ...raw, document: readDocument(raw.document) });

export function useFlows(list: ListState) {
  return $api.useQuery("get", "/api/v1/flows/", ...listQuery(list));
}

export function useFlow(id: string) {
  return $api.useQuery("get", "/api/v1/flows/{id}/", at(id));
}

/** The draft as it was when the editor was opened: from then on the editor knows better. */
export async function readDraft(id: string): Promise<FlowDraft> {
  const { data } = await api.GET("/api/v1/flows/{flow_id}/draft/", of(id));
  return draftOf(data as Schemas["FlowDraft"]);
}

export async function saveDraft(id: string, document: FlowDocument, revision: number): Promise<Saved> {
  const { data } = await api.PUT("/api/v1/flows/{flow_id}/draft/", { ...of(id), body: { document: document as unknown as Schemas["FlowDocumentRequest"], revision } });
  return data as Schemas["FlowDraft"];
}

export function useFlowWrites() {
  const refresh = useRefresh();
  return {
    /** `arrange` puts what a template has brought into place. */
    create: async (body: NewFlow, arrange: (document: FlowDocument) => FlowDocument) => {
      const { data } = await api.POST("/api/v1/flows/", { body });
      const made = data as Flow;
      const { document, revision } = await readDraft(made.id);
      const arranged = arrange(document);
      if (arranged.elements.length > 1) await saveDraft(made.id, arranged, revision);
      await refresh();
      return made;
    },
    update: async (id: string, body: Partial<Pick<Flow, "name" | "description">>) => {
      await api.PATCH("/api/v1/flows/{id}/", { ...at(id), body });
      await refresh();
    },
    copy: async (id: string) => {
      const { data } = await api.POST("/api/v1/flows/{id}/copy/", at(id));
      await refresh();
      return data as Flow;
    },
    load: async (file: FlowFile) => {
      const { data } = await api.POST("/api/v1/flows/import/", { body: file });
      await refresh();
      return data as Flow;
    },
    remove: async (id: string, query: DeleteQuery = {}) => {
      await api.DELETE("/api/v1/flows/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/flows/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    /** The draft becomes what callers hear. */
    publish: async (id: string, revision: number, note: string) => {
      const { data } = await api.POST("/api/v1/flows/{flow_id}/publish/", { ...of(id), body: { revision, note } });
      await refresh();
      return data as Schemas["Published"];
    },
    /** A version in force again, as the newest one. */
    restore: async (id: string, version: number) => {
      const { data } = await api.POST("/api/v1/flows/{flow_id}/versions/{version}/restore/", { params: { path: { flow_id: id, version: String(version) } } });
      await refresh();
      return data as Schemas["Published"];
    },
    /** The draft is again as what is published. */
    dropDraft: async (id: string) => {
      const { data } = await api.DELETE("/api/v1/flows/{flow_id}/draft/", of(id));
      await refresh();
      return draftOf(data as unknown as Schemas["FlowDraft"]);
    },
  };
}

export type Simulated = Schemas["Simulated"];

/** What the server is asked to think through: a document as it is now, saved or not. */
interface Asked {
  document: FlowDocument;
  rehearsal: Rehearsal;
  zone: string;
}

const bodyOf = (document: FlowDocument) => document as unknown as Schemas["FlowDocumentRequest"];
/** The last picture stays until the next is there. */
const SHOWN = { placeholderData: keepPreviousData, staleTime: 10_000, retry: false } as const;

export function useSimulation(id: string, { document, rehearsal: { caller, start, number, at, keys, phones, listed }, zone }: Asked) {
  const place = number === "" ? { number, start } : { number, start: "" };
  const body = { flow: id, ...place, document: bodyOf(document), caller, at: momentOf(at, zone), keys: keysOf(keys), phones: phones as Record<string, PhoneState>, listed };
  return useQuery({
    queryKey: ["flow-simulation", body],
    queryFn: async ({ signal }) => (await api.POST("/api/v1/flows/simulate/", { body, signal })).data as Simulated,
    ...SHOWN,
  });
}

export function useWeek(id: string, { document, rehearsal: { caller, start: element, number }, monday }: { document: FlowDocument; rehearsal: Rehearsal; monday: string }) {
  const place = number === "" ? { number, element } : { number, element: "" };
  const body = { flow: id, ...place, document: bodyOf(document), caller, start: monday };
  return useQuery({
    queryKey: ["flow-week", body],
    queryFn: async ({ signal }) => (await api.POST("/api/v1/flows/week/", { body, signal })).data as Schemas["Week"],
    ...SHOWN,
  });
}

export type FlowVersion = Schemas["FlowVersion"];
export type FlowVersionDetail = Omit<Schemas["FlowVersionDetail"], "document"> & { document: FlowDocument };

export function useVersions(id: string, cursor: string | undefined) {
  return $api.useQuery("get", "/api/v1/flows/{flow_id}/versions/", { params: { path: { flow_id: id }, query: { cursor, page_size: 25 } } }, { placeholderData: keepPreviousData });
}

/** A version never changes; null asks nothing. */
export function useVersion(id: string, version: number | null) {
  return useQuery({
    queryKey: ["flow-version", id, version],
    queryFn: async (): Promise<FlowVersionDetail> => {
      const { data } = await api.GET("/api/v1/flows/{flow_id}/versions/{version}/", { params: { path: { flow_id: id, version: String(version) } } });
      const detail = data as Schemas["FlowVersionDetail"];
      return { ...detail, document: readDocument(detail.document) };
    },
    enabled: version !== null,
    staleTime: 60_000,
  });
}

export type FlowTemplate = Schemas["FlowTemplate"];

/** Flows to begin with, filled with what the company has. */
export function useTemplates() {
  return $api.useQuery("get", "/api/v1/flows/templates/", {}, { staleTime: 60_000 });
}

export type FlowFile = Schemas["FlowFileRequest"];

/** Where the draft is downloaded as a file. */
export const draftFilePath = (id: string) => `/api/v1/flows/${id}/export/?state=draft`;

export type TestCallBody = Schemas["TestCallRequest"];

/** Rings a phone and leads it through the flow as if somebody else called. */
export async function callThrough(id: string, body: TestCallBody): Promise<AskedCall> {
  const { data } = await api.POST("/api/v1/flows/{flow_id}/test-call/", { ...of(id), body });
  const { call_id, live_id } = data as Schemas["TestCallMade"];
  return { id: call_id, liveId: live_id };
}
