import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Schemas } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import type { Saved } from "@/features/flows/model/autosave";
import { readDocument, type FlowDocument } from "@/features/flows/model/document";

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
    create: async (body: NewFlow) => {
      const { data } = await api.POST("/api/v1/flows/", { body });
      await refresh();
      return data as Flow;
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
    /** The draft is again as what is published. */
    dropDraft: async (id: string) => {
      const { data } = await api.DELETE("/api/v1/flows/{flow_id}/draft/", of(id));
      await refresh();
      return draftOf(data as unknown as Schemas["FlowDraft"]);
    },
  };
}
