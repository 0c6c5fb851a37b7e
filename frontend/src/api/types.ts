/** Short names for the shapes of the API, so that screens do not spell paths into the generated file. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Permission = Schemas["PermissionsEnum"];
export type ConfigState = Schemas["ConfigState"];
export type Tenant = Schemas["Tenant"];
export type Company = Schemas["Company"];
export type Block = Schemas["TenantBlock"];
export type AsteriskNode = Schemas["Node"];
export type AuditEntry = Schemas["AuditEntry"];
export type Employee = Schemas["Employee"];
export type EmployeeCreated = Schemas["EmployeeForm"];
export type ImportReport = Schemas["ImportReport"];
export type Extension = Schemas["Extension"];
export type ReachEntry = Schemas["ReachEntry"];
export type Device = Schemas["Device"];
export type Credentials = Schemas["Credentials"];
export type Attempt = Schemas["Attempt"];
export type RegisteredDevice = Schemas["Registration"];
export type Queue = Schemas["Queue"];
export type InternalNumber = Schemas["InternalNumber"];
export type Own = Schemas["Own"];
export type Call = Schemas["Call"];
export type CallDetail = Schemas["CallDetail"];
export type LiveCall = Schemas["LiveCall"];
export type LiveRegistration = Schemas["LiveRegistration"];
export type Party = Schemas["CallParty"];
/** A request's body may leave out what has a default. */
export type ReachEntryBody = Schemas["ReachEntryRequest"];

/** One page of a list; `next` and `previous` are addresses that carry a cursor. */
export interface Page<Row> {
  next: string | null;
  previous: string | null;
  count: number | null;
  results: Row[];
}

export interface BulkResult {
  done: string[];
  refused: { id: string; code: string; message: string }[];
}

/** Something that uses what is about to be deleted. */
export interface Usage {
  kind: string;
  id: string;
  label: string;
}
