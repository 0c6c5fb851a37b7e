/** What the sidebar offers to whom: decided by permissions alone. */

import {
  IconActivity, IconAddressBook, IconAdjustments, IconArrowForwardUp, IconArrowRampRight2, IconBuilding, IconBuildingBroadcastTower, IconBuildingSkyscraper, IconCalendarTime,
  IconDeviceLandlinePhone, IconFilterOff, IconHash, IconHistory, IconHome2, IconListDetails, IconListNumbers, IconMap2, IconPhoneCall, IconPhoneOff, IconPhoneOutgoing,
  IconPhoneX, IconPlaylist, IconPlugConnected, IconReportAnalytics, IconRoute, IconServer2, IconSettings, IconSitemap, IconStethoscope, IconUserCircle,
  IconUsersGroup, IconRecordMail, IconVolume, IconWorld,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Permission, Session } from "@/api/types";

export interface NavItem {
  to: string;
  /** Key of the `nav` texts. */
  label: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  permission: Permission | null;
  /** Lit on this address only, not on those below it. */
  isExact?: boolean;
}

export interface NavSection {
  label: string | null;
  items: NavItem[];
}

const PLATFORM: NavSection[] = [
  {
    label: null,
    items: [
      { to: "/platform/companies", label: "companies", icon: IconBuildingSkyscraper, permission: "platform.view" },
      { to: "/platform/nodes", label: "nodes", icon: IconServer2, permission: "platform.view" },
      { to: "/platform/live", label: "live", icon: IconActivity, permission: "platform.view" },
      { to: "/platform/audit", label: "audit", icon: IconReportAnalytics, permission: "platform.view" },
    ],
  },
  {
    label: "outside",
    items: [
      { to: "/platform/carriers", label: "carriers", icon: IconBuildingBroadcastTower, permission: "platform.view" },
      { to: "/platform/phone-numbers", label: "pool", icon: IconHash, permission: "platform.view" },
      { to: "/platform/routes", label: "platform_routes", icon: IconRoute, permission: "platform.view" },
      { to: "/platform/filters", label: "platform_filters", icon: IconFilterOff, permission: "platform.view" },
      { to: "/platform/defaults", label: "outside_defaults", icon: IconAdjustments, permission: "platform.view" },
      { to: "/platform/check", label: "platform_check", icon: IconStethoscope, permission: "platform.view" },
      { to: "/platform/number-ranges", label: "number_ranges", icon: IconMap2, permission: "platform.view" },
      { to: "/platform/calls", label: "unclaimed_calls", icon: IconPhoneX, permission: "platform.view" },
      { to: "/platform/restrictions", label: "restrictions", icon: IconPhoneOff, permission: "platform.view" },
    ],
  },
];

const COMPANY: NavSection[] = [
  { label: null, items: [{ to: "/", label: "dashboard", icon: IconHome2, permission: "company.view", isExact: true }] },
  {
    label: "people",
    items: [
      { to: "/employees", label: "employees", icon: IconAddressBook, permission: "employee.view" },
      { to: "/extensions", label: "extensions", icon: IconHash, permission: "extension.view" },
      { to: "/devices", label: "devices", icon: IconDeviceLandlinePhone, permission: "device.view" },
      { to: "/queues", label: "queues", icon: IconUsersGroup, permission: "queue.view" },
      { to: "/numbering", label: "numbering", icon: IconListNumbers, permission: "extension.view" },
    ],
  },
  {
    label: "outside",
    items: [
      { to: "/phone-numbers", label: "phone_numbers", icon: IconWorld, permission: "outside.view" },
      { to: "/trunks", label: "trunks", icon: IconPlugConnected, permission: "outside.view" },
      { to: "/routes", label: "routes", icon: IconRoute, permission: "outside.view" },
      { to: "/override-rules", label: "override_rules", icon: IconArrowRampRight2, permission: "outside.view" },
      { to: "/number-lists", label: "number_lists", icon: IconListDetails, permission: "outside.view" },
      { to: "/redirect-numbers", label: "redirect_numbers", icon: IconPhoneOutgoing, permission: "outside.view" },
      { to: "/expression-check", label: "expression_check", icon: IconStethoscope, permission: "outside.view" },
      { to: "/outside-settings", label: "outside_settings", icon: IconAdjustments, permission: "outside.view" },
    ],
  },
  {
    label: "flows",
    items: [
      { to: "/flows", label: "flows", icon: IconSitemap, permission: "flow.view" },
      { to: "/schedules", label: "schedules", icon: IconCalendarTime, permission: "schedule.view" },
      { to: "/media-files", label: "media_files", icon: IconVolume, permission: "media.view" },
      { to: "/media-packages", label: "media_packages", icon: IconPlaylist, permission: "media.view" },
    ],
  },
  {
    label: "calls",
    items: [
      { to: "/live", label: "live", icon: IconPhoneCall, permission: "live.view" },
      { to: "/calls", label: "calls", icon: IconHistory, permission: "call.view" },
      { to: "/voicemail", label: "voicemail", icon: IconRecordMail, permission: "voicemail.view" },
    ],
  },
  { label: null, items: [{ to: "/settings", label: "settings", icon: IconSettings, permission: "company.view" }] },
];

const OWN: NavSection[] = [
  {
    label: "own",
    items: [
      { to: "/me", label: "own_devices", icon: IconUserCircle, permission: "own.view", isExact: true },
      { to: "/me/forwarding", label: "own_forwarding", icon: IconArrowForwardUp, permission: "own.view" },
      { to: "/me/calls", label: "own_calls", icon: IconHistory, permission: "own.view" },
      { to: "/me/missed", label: "own_missed", icon: IconPhoneX, permission: "own.view" },
      { to: "/me/voicemail", label: "own_voicemail", icon: IconRecordMail, permission: "own.view" },
    ],
  },
];

const CHOICE: NavItem = { to: "/choose-company", label: "choose_company", icon: IconBuilding, permission: null };

export function navigationOf(session: Session): NavSection[] {
  const sections = session.tenant === null ? PLATFORM : [...COMPANY, ...(session.acting_as ? [] : OWN)];
  const allowed = sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => item.permission !== null && session.permissions.includes(item.permission)),
  }));
  const canChoose = session.site === "bare" && session.memberships.length > 1;
  return [...allowed, { label: null, items: canChoose ? [CHOICE] : [] }].filter((section) => section.items.length > 0);
}
