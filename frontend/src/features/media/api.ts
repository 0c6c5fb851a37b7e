import { $api } from "@/api/client";
import type { MediaFile } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import { SOUNDS } from "@/realtime/live";

/** How often is asked while a sound is being prepared and the socket, which tells of it, may be away. */
const CONVERTING_MS = 5000;
const meta = { lists: SOUNDS };

const isConverting = ({ state, variants }: Pick<MediaFile, "state" | "variants">) => [state, ...variants.map((variant) => variant.state)].includes("converting");

export function useMediaFiles(list: ListState) {
  const [params, options] = listQuery(list);
  return $api.useQuery("get", "/api/v1/media-files/", params, {
    ...options, meta, refetchInterval: ({ state }) => (state.data?.results.some(isConverting) ? CONVERTING_MS : false),
  });
}

export function useMediaFile(id: string) {
  return $api.useQuery("get", "/api/v1/media-files/{id}/", { params: { path: { id } } }, {
    meta, refetchInterval: ({ state }) => (state.data && isConverting(state.data) ? CONVERTING_MS : false),
  });
}
