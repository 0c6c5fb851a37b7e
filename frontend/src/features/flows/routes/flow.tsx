import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { QueryView } from "@/components/states";
import { readDraft, useFlow } from "@/features/flows/api";
import { Editor } from "@/features/flows/components/editor";

/** Its own key: what refreshes screens after a save must not take the draft from under the editor's hands. */
const draftKey = (id: string, opening: number) => ["flow-draft", id, opening] as const;

function OpenedFlow({ id }: { id: string }) {
  const [opening, setOpening] = useState(0);
  const flow = useFlow(id);
  const draft = useQuery({ queryKey: draftKey(id, opening), queryFn: () => readDraft(id), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
  return (
    <QueryView query={flow}>
      {(known) => <QueryView query={draft}>{(read) => <Editor key={opening} flow={known} draft={read} onReload={() => { setOpening((old) => old + 1); }} />}</QueryView>}
    </QueryView>
  );
}

export default function FlowPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OpenedFlow key={id} id={id} />;
}
