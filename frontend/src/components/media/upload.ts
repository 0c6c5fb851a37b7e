/** Sending a sound with the share that has gone: the usual client cannot tell. */

import { csrfToken } from "@/api/client";
import { ApiError, asApiError } from "@/api/errors";

/** What callers may hear (001): any of these, up to this size; recordings of browsers come as webm. */
export const SOUND_TYPES = ".mp3,.wav,.wma,.m4a,.ogg,.webm,audio/*";
export const MAX_SOUND_BYTES = 10 * 1024 * 1024;
const SOUND_ENDINGS = /\.(mp3|wav|wma|m4a|ogg|oga|opus|webm)$/i;

/** Why a file cannot be a sound of the company; null when it may be one. */
export function fileProblem({ name, size, type }: Pick<File, "name" | "size" | "type">): "too_large" | "not_sound" | "empty" | null {
  if (size === 0) return "empty";
  if (size > MAX_SOUND_BYTES) return "too_large";
  return SOUND_ENDINGS.test(name) || type.startsWith("audio/") ? null : "not_sound";
}

/** "greeting-2.mp3" as a name to begin with. */
export function nameOfFile(name: string): string {
  return name.replace(/\.[a-z0-9]+$/i, "").replace(/[_-]+/g, " ").trim().slice(0, 80);
}

interface Upload {
  path: string;
  fields: Record<string, string | Blob>;
  /** Name under which a blob without one is sent. */
  fileName?: string;
  /** Called with 0..100 while it goes. */
  onProgress: (percent: number) => void;
  signal?: AbortSignal;
}

function errorOf(request: XMLHttpRequest): ApiError {
  try {
    return new ApiError(request.status, JSON.parse(request.responseText) as object);
  } catch {
    return new ApiError(request.status, {});
  }
}

/** The answer of the API; an ApiError when it refuses. */
export function upload<Answer>({ path, fields, fileName, onProgress, signal }: Upload): Promise<Answer> {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === "string") body.append(field, value);
    else body.append(field, value, value instanceof File ? value.name : fileName);
  }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept-Language", document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => { onProgress(Math.round((loaded / total) * 100)); };
    request.onload = () => { if (request.status < 300) resolve(JSON.parse(request.responseText) as Answer); else reject(errorOf(request)); };
    request.onerror = () => { reject(asApiError(new Error(""))); };
    request.onabort = () => { reject(new DOMException("", "AbortError")); };
    signal?.addEventListener("abort", () => { request.abort(); });
    request.send(body);
  });
}
