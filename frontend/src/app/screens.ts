/** The table of signed-in screens. */

import type { RouteComponent } from "@tanstack/react-router";
import type { Permission } from "@/api/types";
import { needTexts } from "@/i18n";
import type { TextGroup } from "@/locales/groups";

export interface Screen {
  path: string;
  /** Needed to open it; null when being signed in is enough. */
  permission: Permission | null;
  load: () => Promise<{ default: RouteComponent }>;
  /** Groups of texts beyond those that come with the page. */
  texts?: TextGroup[];
}

/** The code of a screen, with the texts it shows. */
export async function loadScreen({ load, texts = [] }: Screen): Promise<{ default: RouteComponent }> {
  const [loaded] = await Promise.all([load(), ...texts.map(needTexts)]);
  return loaded;
}

export const screens: Screen[] = [
  { path: "/profile", permission: null, load: () => import("@/features/profile/routes/profile") },
  { path: "/platform/carriers", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/carriers/routes/carriers") },
  { path: "/platform/carriers/$id", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/carriers/routes/carrier") },
  { path: "/platform/phone-numbers", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/pool/routes/pool") },
  { path: "/platform/phone-numbers/import", permission: "platform.edit", texts: ["platform", "import"], load: () => import("@/features/pool/routes/import") },
  { path: "/platform/phone-numbers/$id", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/pool/routes/pool-number") },
  { path: "/platform/routes", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/platform-rules/routes/routes") },
  { path: "/platform/filters", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/platform-rules/routes/filters") },
  { path: "/platform/defaults", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/platform-rules/routes/defaults") },
  { path: "/platform/check", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/platform-rules/routes/check") },
  { path: "/platform/number-ranges", permission: "platform.view", texts: ["platform"], load: () => import("@/features/number-ranges/routes/number-ranges") },
  { path: "/platform/number-ranges/import", permission: "platform.edit", texts: ["platform", "import"], load: () => import("@/features/number-ranges/routes/import") },
  { path: "/platform/restrictions", permission: "platform.view", texts: ["platform"], load: () => import("@/features/restrictions/routes/restrictions") },
  { path: "/platform/companies", permission: "platform.view", texts: ["platform"], load: () => import("@/features/companies/routes/companies") },
  { path: "/platform/companies/$code", permission: "platform.view", texts: ["platform", "outside"], load: () => import("@/features/companies/routes/company") },
  { path: "/platform/nodes", permission: "platform.view", texts: ["platform"], load: () => import("@/features/nodes/routes/nodes") },
  { path: "/platform/calls", permission: "platform.view", texts: ["calls", "platform"], load: () => import("@/features/calls/routes/platform-calls") },
  { path: "/platform/live", permission: "platform.view", texts: ["calls"], load: () => import("@/features/live/routes/platform-live") },
  { path: "/platform/audit", permission: "platform.view", texts: ["platform"], load: () => import("@/features/audit/routes/audit") },
  { path: "/", permission: "company.view", texts: ["calls"], load: () => import("@/features/dashboard/routes/dashboard") },
  { path: "/employees", permission: "employee.view", load: () => import("@/features/employees/routes/employees") },
  { path: "/employees/import", permission: "employee.edit", texts: ["import"], load: () => import("@/features/employees/routes/import") },
  { path: "/employees/$id", permission: "employee.view", load: () => import("@/features/employees/routes/employee") },
  { path: "/extensions", permission: "extension.view", texts: ["reach"], load: () => import("@/features/extensions/routes/extensions") },
  { path: "/extensions/$id", permission: "extension.view", texts: ["reach", "outside"], load: () => import("@/features/extensions/routes/extension") },
  { path: "/devices", permission: "device.view", load: () => import("@/features/devices/routes/devices") },
  { path: "/devices/$id", permission: "device.view", texts: ["outside"], load: () => import("@/features/devices/routes/device") },
  { path: "/queues", permission: "queue.view", texts: ["media", "reach"], load: () => import("@/features/queues/routes/queues") },
  { path: "/queues/$id", permission: "queue.view", texts: ["media", "reach", "outside"], load: () => import("@/features/queues/routes/queue") },
  { path: "/flows", permission: "flow.view", texts: ["flows"], load: () => import("@/features/flows/routes/flows") },
  { path: "/flows/$id", permission: "flow.view", texts: ["flows", "outside", "reach", "media"], load: () => import("@/app/pages/flow-page") },
  { path: "/numbering", permission: "extension.view", texts: ["reach"], load: () => import("@/features/numbering/routes/numbering") },
  { path: "/phone-numbers", permission: "outside.view", texts: ["outside"], load: () => import("@/features/phone-numbers/routes/phone-numbers") },
  { path: "/phone-numbers/$id", permission: "outside.view", texts: ["outside"], load: () => import("@/features/phone-numbers/routes/phone-number") },
  { path: "/trunks", permission: "outside.view", texts: ["outside"], load: () => import("@/features/trunks/routes/trunks") },
  { path: "/trunks/$id", permission: "outside.view", texts: ["outside"], load: () => import("@/features/trunks/routes/trunk") },
  { path: "/routes", permission: "outside.view", texts: ["outside"], load: () => import("@/features/routing/routes/routes") },
  { path: "/override-rules", permission: "outside.view", texts: ["reach", "outside"], load: () => import("@/features/routing/routes/override-rules") },
  { path: "/number-lists", permission: "outside.view", texts: ["outside"], load: () => import("@/features/number-lists/routes/number-lists") },
  { path: "/number-lists/$id", permission: "outside.view", texts: ["outside"], load: () => import("@/features/number-lists/routes/number-list") },
  { path: "/number-lists/$id/import", permission: "outside.edit", texts: ["outside", "import"], load: () => import("@/features/number-lists/routes/import") },
  { path: "/redirect-numbers", permission: "outside.view", texts: ["outside"], load: () => import("@/features/redirects/routes/redirects") },
  { path: "/redirect-numbers/$id", permission: "outside.view", texts: ["outside"], load: () => import("@/features/redirects/routes/redirect") },
  { path: "/expression-check", permission: "outside.view", texts: ["outside"], load: () => import("@/features/routing/routes/expression-check") },
  { path: "/outside-settings", permission: "outside.view", texts: ["outside"], load: () => import("@/features/outside-settings/routes/outside-settings") },
  { path: "/schedules", permission: "schedule.view", texts: ["media", "outside"], load: () => import("@/features/schedules/routes/schedules") },
  { path: "/schedules/$id", permission: "schedule.view", texts: ["media", "outside"], load: () => import("@/features/schedules/routes/schedule") },
  { path: "/media-files", permission: "media.view", texts: ["media"], load: () => import("@/features/media/routes/media-files") },
  { path: "/media-files/$id", permission: "media.view", texts: ["media"], load: () => import("@/features/media/routes/media-file") },
  { path: "/media-packages", permission: "media.view", texts: ["media"], load: () => import("@/features/media-packages/routes/media-packages") },
  { path: "/media-packages/$id", permission: "media.view", texts: ["media"], load: () => import("@/features/media-packages/routes/media-package") },
  { path: "/voicemail", permission: "voicemail.view", texts: ["calls", "media"], load: () => import("@/features/voicemail/routes/voicemail") },
  { path: "/live", permission: "live.view", texts: ["calls"], load: () => import("@/features/live/routes/company-live") },
  { path: "/calls", permission: "call.view", texts: ["calls"], load: () => import("@/features/calls/routes/calls") },
  { path: "/settings", permission: "company.view", texts: ["media", "platform"], load: () => import("@/features/company/routes/settings") },
  { path: "/me", permission: "own.view", texts: ["calls"], load: () => import("@/features/own/routes/own-devices") },
  { path: "/me/forwarding", permission: "own.view", texts: ["reach", "calls"], load: () => import("@/features/own/routes/own-forwarding") },
  { path: "/me/calls", permission: "own.view", texts: ["calls"], load: () => import("@/features/own/routes/own-calls") },
  { path: "/me/missed", permission: "own.view", texts: ["calls"], load: () => import("@/features/own/routes/own-missed") },
  { path: "/me/voicemail", permission: "own.view", texts: ["calls", "media"], load: () => import("@/features/own/routes/own-voicemail") },
];
