/** What the server says of a pattern or a template while it is typed: the same judge that reads it when it is saved. */

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { PatternCheck, TemplateCheck } from "@/api/types";

/** Whose rules are written: both sides have the same judge at addresses of their own. */
export type RuleScope = "company" | "platform";

const TYPING_PAUSE_MS = 350;
const KEPT = { staleTime: Infinity, retry: false, placeholderData: keepPreviousData } as const;

async function judgePattern(scope: RuleScope, pattern: string, example: string): Promise<PatternCheck | null> {
  const body = { pattern, examples: example === "" ? [] : [example] };
  const { data } = scope === "company"
    ? await api.POST("/api/v1/routes/check-pattern/", { body })
    : await api.POST("/api/v1/platform/routes/check-pattern/", { body });
  return data ?? null;
}

async function judgeTemplate(scope: RuleScope, template: string, number: string): Promise<TemplateCheck | null> {
  const body = { template, number };
  const { data } = scope === "company"
    ? await api.POST("/api/v1/routes/check-template/", { body })
    : await api.POST("/api/v1/platform/routes/check-template/", { body });
  return data ?? null;
}

/** Null until it is known, and while there is nothing to judge. */
export function usePatternJudge(scope: RuleScope, pattern: string, example: string): PatternCheck | null {
  const [asked] = useDebouncedValue(`${pattern}\n${example}`, TYPING_PAUSE_MS);
  const [text = "", number = ""] = asked.split("\n");
  const { data } = useQuery({ queryKey: ["judge", scope, "pattern", text, number], queryFn: () => judgePattern(scope, text, number), enabled: text !== "", ...KEPT });
  return pattern === "" ? null : (data ?? null);
}

export function useTemplateJudge(scope: RuleScope, template: string, number: string): TemplateCheck | null {
  const [asked] = useDebouncedValue(`${template}\n${number}`, TYPING_PAUSE_MS);
  const [text = "", example = ""] = asked.split("\n");
  const { data } = useQuery({ queryKey: ["judge", scope, "template", text, example], queryFn: () => judgeTemplate(scope, text, example), enabled: text !== "" && example !== "", ...KEPT });
  return template === "" ? null : (data ?? null);
}
