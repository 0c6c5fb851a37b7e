/** Sounds of the company, made past the pages. */

import { expect, type Page } from "@playwright/test";
import { ask, fresh } from "./steps.ts";
import { toneWav } from "./tone.ts";

/** A sound of the company that is ready to be played; its key in documents of flows. */
export async function uploadTone(page: Page, hertz: number, seconds = 3): Promise<string> {
  const content = toneWav(seconds, hertz).toString("base64");
  const id = await page.evaluate(async ([name, encoded]) => {
    const form = new FormData();
    form.append("name", name);
    form.append("file", new File([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))], `${name}.wav`, { type: "audio/wav" }));
    const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    const answer = await fetch("/api/v1/media-files/", { method: "POST", headers: { "X-CSRFToken": token }, body: form });
    return String(((await answer.json()) as { id: string }).id);
  }, [fresh(`Тон ${String(hertz)} `), content] as const);
  await expect.poll(async () => (await ask(page, "GET", `media-files/${id}/`)).state).toBe("ready");
  return id.replaceAll("-", "");
}
