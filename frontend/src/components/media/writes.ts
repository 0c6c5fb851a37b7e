import { api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { MediaFile } from "@/api/types";
import type { DeleteQuery } from "@/components/delete-dialog";
import { upload } from "@/components/media/upload";
import type { TakenSound } from "@/components/media/use-sound-input";

export type MediaValues = Pick<MediaFile, "name" | "language">;

/** A sound that calls in one language hear instead of another one. */
export interface Variant {
  of: string;
  language: MediaFile["language"];
}

type Progress = (percent: number) => void;

const at = (id: string) => ({ params: { path: { id } } });

export function useMediaWrites() {
  const refresh = useRefresh();
  const make = async (values: MediaValues & { variant_of?: string }, sound: TakenSound, onProgress: Progress): Promise<MediaFile> => {
    if (sound.kind === "file") return upload<MediaFile>({ path: "/api/v1/media-files/", fields: { ...values, ...sound.fields }, fileName: sound.fileName, onProgress });
    const { data } = await api.POST("/api/v1/media-files/speech/", { body: { ...values, ...sound.speech } });
    return data as NonNullable<typeof data>;
  };
  const put = async (id: string, sound: TakenSound, onProgress: Progress) => {
    if (sound.kind === "file") await upload({ path: `/api/v1/media-files/${id}/replace/`, fields: sound.fields, fileName: sound.fileName, onProgress });
    // One address takes a file or a text; the schema's type is that of the file.
    else await api.POST("/api/v1/media-files/{id}/replace/", { ...at(id), body: sound.speech as never });
  };
  return {
    create: async (values: MediaValues, sound: TakenSound, onProgress: Progress, variant?: Variant) => {
      const made = await make(variant ? { ...values, language: variant.language, variant_of: variant.of } : values, sound, onProgress);
      await refresh();
      return made;
    },
    replace: async (id: string, sound: TakenSound, onProgress: Progress) => {
      await put(id, sound, onProgress);
      await refresh();
    },
    update: async (id: string, body: MediaValues) => {
      await api.PATCH("/api/v1/media-files/{id}/", { ...at(id), body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/media-files/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/media-files/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
