/** Reads everything that elements may name. Lists that a person may not see are left empty. */

import { useMemo } from "react";
import { $api } from "@/api/client";
import { keyOf, type Things } from "@/features/flows/things";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const ALL = { params: { query: { page_size: 500 } } };
const KEPT = { staleTime: 30_000 };

const labelled = (number: string, name: string) => (name === "" ? number : `${number} · ${name}`);

export function useAllThings(): Things {
  const outside = { ...KEPT, enabled: useMay("outside.view") };
  const extensions = $api.useQuery("get", "/api/v1/extensions/", ALL, KEPT).data?.results;
  const queues = $api.useQuery("get", "/api/v1/queues/", ALL, KEPT).data?.results;
  const flows = $api.useQuery("get", "/api/v1/flows/", ALL, KEPT).data?.results;
  const lists = $api.useQuery("get", "/api/v1/number-lists/", ALL, outside).data?.results;
  const redirects = $api.useQuery("get", "/api/v1/redirect-numbers/", ALL, outside).data?.results;
  const schedules = $api.useQuery("get", "/api/v1/schedules/", ALL, { ...KEPT, enabled: useMay("schedule.view") }).data?.results;
  const boxes = $api.useQuery("get", "/api/v1/voicemail-boxes/", ALL, { ...KEPT, enabled: useMay("voicemail.view") }).data?.results;
  const media = $api.useQuery("get", "/api/v1/media-files/", ALL, { ...KEPT, enabled: useMay("media.view") }).data?.results;
  const music = $api.useQuery("get", "/api/v1/media-packages/", ALL, { ...KEPT, enabled: useMay("media.view") }).data?.results;
  const numbers = $api.useQuery("get", "/api/v1/phone-numbers/", ALL, outside).data?.results;
  return useMemo(() => {
    const people = (extensions ?? []).map(({ id, number, display_name, employee }) => ({ id, number, name: display_name || employee?.name || "" }));
    const nameOfId = new Map(people.map(({ id, number, name }) => [id, name || number]));
    const numberOfId = new Map(people.map(({ id, number }) => [id, number]));
    return {
      extensions: people.map(({ number, name }) => ({ value: number, label: labelled(number, name) })),
      queues: (queues ?? []).map(({ number, name, members, wait_seconds: waitSeconds }) => ({ value: number, label: labelled(number, name), members: members.map((id) => nameOfId.get(id) ?? "…"), numbers: members.flatMap((id) => numberOfId.get(id) ?? []), waitSeconds })),
      boxes: (boxes ?? []).filter(({ is_enabled: isEnabled }) => isEnabled).map(({ number, owner }) => ({ value: number, label: labelled(number, owner.name) })),
      media: (media ?? []).map(({ key, name }) => ({ value: key, label: name })),
      music: (music ?? []).map(({ key, name }) => ({ value: key, label: name })),
      schedules: (schedules ?? []).map(({ key, name, periods, now, next_change: change }) => ({ value: key, label: name, periods, now: [now.name, change].filter((part) => part !== "").join(". ") })),
      flows: (flows ?? []).map(({ id, key, name, starts }) => ({ id, value: String(key), label: name, starts })),
      lists: (lists ?? []).map(({ id, name }) => ({ value: keyOf(id), label: name })),
      redirects: (redirects ?? []).map(({ id, name, number }) => ({ value: keyOf(id), label: labelled(formatPhone(number), name) })),
      numbers: (numbers ?? []).map(({ number, title }) => ({ value: number, label: labelled(formatPhone(number), title) })),
    };
  }, [boxes, extensions, flows, lists, media, music, numbers, queues, redirects, schedules]);
}
