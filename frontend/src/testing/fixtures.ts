/** Small, plausible answers of the API for tests. */

import type { Permission, Session } from "@/api/types";

const ADMIN_PERMISSIONS: Permission[] = [
  "company.view", "company.edit", "employee.view", "employee.edit", "extension.view", "extension.edit",
  "device.view", "device.edit", "queue.view", "queue.edit", "call.view", "call.export", "live.view",
  "own.view", "own.edit",
];

export const adminSession: Session = {
  is_authenticated: true,
  user: { id: 2, email: "anna@acme.example", name: "Анна Белова", language: "ru", is_operator: false },
  tenant: { code: "acme", name: "Акме", timezone: "Europe/Moscow", language: "ru" },
  role: "admin",
  permissions: ADMIN_PERMISSIONS,
  memberships: [{ code: "acme", name: "Акме", role: "admin" }],
  acting_as: null,
  site: "bare",
  hosts: { suffix: "localhost", https_port: 8443 },
  server: { sip_host: "192.0.2.10", sip_port: 5060, sip_tls_port: 5061 },
};

export const userSession: Session = { ...adminSession, role: "user", permissions: ["own.view", "own.edit"] };

export const operatorSession: Session = {
  ...adminSession,
  user: { id: 1, email: "operator@example.org", name: "Оператор", language: "ru", is_operator: true },
  tenant: null,
  role: null,
  permissions: ["platform.view", "platform.edit", "platform.act_as"],
  memberships: [],
};

export const signedOutSession: Session = {
  ...operatorSession,
  is_authenticated: false,
  user: null,
  permissions: [],
};
