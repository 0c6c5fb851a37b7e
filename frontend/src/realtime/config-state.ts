import { $api } from "@/api/client";

/** How far the company's configuration has come on its way to the node. */
export const configStateOptions = $api.queryOptions("get", "/api/v1/config-state/");

/** How far what the operator arranges for all companies has come on its way to the nodes. */
export const platformStateOptions = $api.queryOptions("get", "/api/v1/platform/config-state/");
