/** Where in the cabinet a thing that the API names is found. Pure. */

const PATHS: Record<string, string> = {
  extension: "/extensions", queue: "/queues", device: "/devices", employee: "/employees", phone_number: "/phone-numbers", trunk: "/trunks", route: "/routes",
  override_rule: "/override-rules", number_list: "/number-lists", redirect_number: "/redirect-numbers",
};
/** Things that are edited in their list. */
const IN_LIST = new Set(["route", "override_rule"]);

/** The address of a thing's page, or null when it has none. */
export function pathOfThing(kind: string | undefined, id: string | null | undefined): string | null {
  const folder = PATHS[kind ?? ""];
  if (folder === undefined || !id) return null;
  return IN_LIST.has(kind ?? "") ? folder : `${folder}/${id}`;
}
