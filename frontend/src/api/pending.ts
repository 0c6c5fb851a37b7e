/** Shapes of the operator's API that the generated schema does not hold yet. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];
type LineBody = Omit<Schemas["TrunkRequest"], "is_internal">;
type LineTest = Schemas["LineTest"];
type Line = Schemas["Line"];
type Route = Schemas["Route"];
type RouteBody = Omit<Route, "id" | "position">;
type PatternCheck = Schemas["PatternCheckResult"];
type TemplateCheck = Schemas["TemplateCheckResult"];
type RowsReport = Schemas["ImportTableReport"];
type ExpressionCheck = Schemas["ExpressionCheck"];

export interface Carrier extends Omit<Schemas["Trunk"], "is_internal"> {
  is_default: boolean;
  emergency_order: number | null;
  numbers: number;
}

export interface PoolNumber {
  id: string;
  number: string;
  state: "free" | "assigned" | "quarantine";
  carrier: { name: string; title: string } | null;
  tenant: { code: string; name: string } | null;
  region: string;
  tags: string[];
  comment: string;
  quarantine_until: string | null;
  created_at: string;
}

export interface PlatformFilter {
  id: string;
  name: string;
  direction: "in" | "out";
  called: string[];
  calling: string[];
  is_enabled: boolean;
  comment: string;
}

export interface NumberRange {
  id: string;
  first: string;
  last: string;
  region: string;
  operator: string;
  kind: string;
}

/* --- paths, as the generated file spells them --- */

interface Page<Row> { next: string | null; previous: string | null; count: number | null; results: Row[] }
interface Bulk { done: string[]; refused: { id: string; code: string; message: string }[] }
interface No { header?: never; cookie?: never }
interface Answer<Body> { headers: Record<string, unknown>; content: { "application/json": Body } }
interface At { path: { id: string } }
interface Read<Body, Where = { path?: never }> { parameters: No & Where & { query?: Record<string, string | number | undefined> }; requestBody?: never; responses: { 200: Answer<Body> } }
interface Write<Sent, Body, Where = { path?: never }> { parameters: No & Where & { query?: never }; requestBody: { content: { "application/json": Sent } }; responses: { 200: Answer<Body> } }
interface Remove { parameters: No & At & { query?: { replace_with?: string; force?: boolean } }; requestBody?: never; responses: { 204: { headers: Record<string, unknown>; content?: never } } }
interface Rest { parameters: No & { path?: never; query?: never } }
type Order = Rest & { post: Write<{ ids: string[] }, unknown> };
type BulkOf<More = object> = Rest & { post: Write<{ action: string; ids: string[] } & More, Bulk> };
type ListOf<Row, Sent> = Rest & { get: Read<Page<Row>>; post: Write<Sent, Row> };
type OneOf<Row, Sent> = Rest & { get: Read<Row, At>; patch: Write<Sent, Row, At>; delete: Remove };
type Act<Sent, Body> = Rest & { post: Write<Sent, Body, At> };
type Import = Rest & { post: Write<unknown, RowsReport | { task: string }> };

type NoId<Row> = Omit<Row, "id">;
type Secret = { secret?: string };
interface Checked { from: string; to: string; at: string | null; direction: "outgoing" | "incoming" }

export interface PendingPaths {
  "/api/v1/platform/carriers/": ListOf<Carrier, LineBody & Secret>;
  "/api/v1/platform/carriers/{id}/": OneOf<Carrier, Partial<LineBody & { is_default: boolean; emergency_order: number | null } & Secret>>;
  "/api/v1/platform/carriers/{id}/test/": Act<object, LineTest>;
  "/api/v1/platform/carriers/bulk/": BulkOf;
  "/api/v1/platform/lines/": Rest & { get: Read<Line[]> };
  "/api/v1/platform/phone-numbers/": ListOf<PoolNumber, { number: string; carrier: string; region: string; tags: string[]; comment: string }>;
  "/api/v1/platform/phone-numbers/{id}/": OneOf<PoolNumber, Partial<{ carrier: string; region: string; tags: string[]; comment: string }>>;
  "/api/v1/platform/phone-numbers/{id}/give/": Act<{ tenant: string }, PoolNumber>;
  "/api/v1/platform/phone-numbers/{id}/take-back/": Act<{ force?: boolean }, PoolNumber>;
  "/api/v1/platform/phone-numbers/{id}/quarantine/": Act<{ until: string | null }, PoolNumber>;
  "/api/v1/platform/phone-numbers/{id}/release/": Act<object, PoolNumber>;
  "/api/v1/platform/phone-numbers/bulk/": BulkOf<{ tenant?: string }>;
  "/api/v1/platform/phone-numbers/import/": Import;
  "/api/v1/platform/routes/": ListOf<Route, RouteBody>;
  "/api/v1/platform/routes/{id}/": OneOf<Route, Partial<RouteBody>>;
  "/api/v1/platform/routes/reorder/": Order;
  "/api/v1/platform/routes/check-pattern/": Rest & { post: Write<{ pattern: string; examples?: string[] }, PatternCheck> };
  "/api/v1/platform/routes/check-template/": Rest & { post: Write<{ template: string; number: string }, TemplateCheck> };
  "/api/v1/platform/filters/": ListOf<PlatformFilter, NoId<PlatformFilter>>;
  "/api/v1/platform/filters/{id}/": OneOf<PlatformFilter, Partial<NoId<PlatformFilter>>>;
  "/api/v1/platform/filters/bulk/": BulkOf;
  "/api/v1/platform/number-ranges/": Rest & { get: Read<Page<NumberRange>> };
  "/api/v1/platform/number-ranges/lookup/": Rest & { get: Read<{ number: string; region: string; operator: string; kind: string }> };
  "/api/v1/platform/expression-check/": Rest & { post: Write<Checked & { tenant: string }, ExpressionCheck> };
}
