/** Short names for the shapes of the API, so that screens do not spell paths into the generated file. */

import type { components } from "@/api/schema";

export type Schemas = components["schemas"];

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
  refused: BulkRefusal[];
}

export interface BulkRefusal {
  id: string;
  code: string;
  message: string;
  /** Where it is used, when that is the reason. */
  usages?: Usage[];
}

/** Something that uses what is about to be deleted. */
export interface Usage {
  kind: string;
  id: string;
  label: string;
}

export type CallClass = Schemas["CallClassesEnum"];
export type Limits = Schemas["Limits"];
export type Switches = Schemas["Switches"];
export type Times = Schemas["TimesField"];
export type Trunk = Schemas["Trunk"];
/** How a line is now. */
export type LineState = Pick<Trunk, "state" | "error" | "registered_at" | "calls">;
/** What a company's trunk and an operator's carrier are made of alike. */
export type LineBody = Omit<Trunk, keyof LineState | "id" | "has_secret" | "is_internal" | "created_at">;
export type LineTest = Schemas["LineTest"];
export type Line = Schemas["Line"];
export type PhoneNumber = Schemas["PhoneNumber"];
export type Route = Schemas["Route"];
export type RouteBody = Omit<Route, "id" | "position">;
export type PatternCheck = Schemas["PatternCheckResult"];
export type TemplateCheck = Schemas["TemplateCheckResult"];
export type OverrideRule = Schemas["OverrideRule"];
export type OverrideBody = Omit<OverrideRule, "id" | "position">;
export type NumberList = Schemas["NumberList"];
export type NumberListEntry = Schemas["NumberListEntry"];
export type RedirectNumber = Schemas["RedirectNumber"];
export type OutsideSettings = Schemas["OutsideSettings"];
export type ExpressionCheck = Schemas["ExpressionCheck"];
export type AnsweringStep = Schemas["AnsweringStep"];
export type CheckStep = Schemas["CheckStep"];
/** What became of the rows of an imported table; `rows` are the first of the bad ones. */
export type RowsReport = Schemas["ImportTableReport"];
export type Restriction = Schemas["Restriction"];
export type Carrier = Schemas["Carrier"];
export type PoolNumber = Schemas["PoolNumber"];
export type PlatformFilter = Schemas["PlatformFilter"];
export type NumberRange = Schemas["NumberRange"];
export type Schedule = Schemas["Schedule"];
export type MediaFile = Schemas["MediaFile"];
/** The same with its outline. */
export type MediaFileDetail = Schemas["MediaFileDetail"];
/** What a file and its variant in another language have alike. */
export type Sound = Schemas["Sound"];
export type MediaPackage = Schemas["MediaPackage"];
export type VoicemailBox = Schemas["VoicemailBox"];
export type VoicemailRoom = Schemas["VoicemailRoom"];
export type VoicemailMessage = Schemas["VoicemailMessage"];
