/** The editor of flows, with drawers of other features lent to it: what an element needs is made beside the drawing. */

import { useMemo, type ComponentType } from "react";
import { lazily } from "@/components/lazily";
import { MakersContext, type Made, type MakerProps, type Makers } from "@/components/makers";
import FlowRoute from "@/features/flows/routes/flow";
import { useMay } from "@/session/session";

const keyOf = (id: string) => id.replaceAll("-", "");

/** Documents name what the API knows by id without its hyphens. */
function keyed(Drawer: ComponentType<{ onClose: () => void; onCreated?: (made: { id: string }) => void }>): ComponentType<MakerProps> {
  return function Keyed({ onClose, onCreated }: MakerProps) {
    return <Drawer onClose={onClose} onCreated={(made) => { onCreated({ ...made, key: keyOf(made.id) }); }} />;
  };
}

const lent = (load: () => Promise<{ default: ComponentType<{ onClose: () => void; onCreated?: (made: Made) => void }> }>) => lazily<MakerProps>(load as never);

const EXTENSION = lent(() => import("@/features/extensions/components/create-extension"));
const QUEUE = lent(() => import("@/components/queues/create-queue"));
const BOX = lent(() => import("@/features/voicemail/components/create-box"));
const SCHEDULE = lent(() => import("@/components/schedules/create-schedule"));
const NUMBER_LIST = keyed(lazily(() => import("@/features/number-lists/components/create-list")));
const REDIRECT = keyed(lazily(() => import("@/features/redirects/components/create-redirect")));

export default function FlowPage() {
  const mayExtension = useMay("extension.edit");
  const mayQueue = useMay("queue.edit");
  const mayVoicemail = useMay("voicemail.edit");
  const maySchedule = useMay("schedule.edit");
  const mayOutside = useMay("outside.edit");
  const makers = useMemo<Makers>(() => ({
    ...(mayExtension ? { extension: EXTENSION } : {}), ...(mayQueue ? { queue: QUEUE } : {}), ...(mayVoicemail ? { box: BOX } : {}), ...(maySchedule ? { schedule: SCHEDULE } : {}), ...(mayOutside ? { number_list: NUMBER_LIST, redirect: REDIRECT } : {}),
  }), [mayExtension, mayOutside, mayQueue, maySchedule, mayVoicemail]);
  return <MakersContext.Provider value={makers}><FlowRoute /></MakersContext.Provider>;
}
