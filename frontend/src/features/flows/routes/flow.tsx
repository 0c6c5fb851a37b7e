import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { QueryView } from "@/components/states";
import { readDraft, useFlow } from "@/features/flows/api";
import { Editor } from "@/features/flows/components/editor";
import type { UrlSearch } from "@/lib/url-search";

/** Its own key: what refreshes screens after a save must not take the draft from under the editor's hands. */
const draftKey = (id: string, opening: number) => ["flow-draft", id, opening] as const;

function OpenedFlow({ id }: { id: string }) {
  const [opening, setOpening] = useState(0);
  const navigate = useNavigate();
  const { call } = useSearch({ strict: false }) as UrlSearch;
  const flow = useFlow(id);
  const draft = useQuery({ queryKey: draftKey(id, opening), queryFn: () => readDraft(id), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
  return (
    <QueryView query={flow}>
      {(known) => <QueryView query={draft}>{(read) => <Editor key={opening} flow={known} draft={read} call={call} onCallClosed={() => { void navigate({ to: ".", search: {} } as never); }} onReload={() => { setOpening((old) => old + 1); }} />}</QueryView>}
    </QueryView>
  );
}

export default function FlowPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OpenedFlow key={id} id={id} />;
}
