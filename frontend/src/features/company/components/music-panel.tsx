import { Anchor, Group, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { useTellProblem } from "@/components/tell-problem";
import { useMay } from "@/session/session";

/** No package has the star. */
const NONE = "";
const ALL = { params: { query: { page_size: 500 } } };

/** The package that plays on hold, and in groups without music of their own: the one with the star. */
export function MusicPanel() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const saved = useSaved();
  const mayEdit = useMay("media.edit");
  const packages = $api.useQuery("get", "/api/v1/media-packages/", ALL).data?.results ?? [];
  const chosen = packages.find((each) => each.is_default)?.id ?? NONE;
  const move = async (from: string, to: string) => {
    const changed = to === NONE ? from : to;
    await api.PATCH("/api/v1/media-packages/{id}/", { params: { path: { id: changed } }, body: { is_default: to !== NONE } });
    await refresh();
  };
  const choose = useMutation({
    mutationFn: (id: string) => move(chosen, id), onError: useTellProblem(),
    onMutate: () => ({ before: chosen }),
    onSuccess: (_, id, { before }) => {
      saved({ title: t(id === NONE ? "music.default_removed" : "music.default_set", { name: packages.find((each) => each.id === id)?.name }), undo: () => move(id, before) });
    },
  });
  return (
    <Section title={t("music.company_music")} text={t("music.company_music_text")}>
      <Group align="center" gap="md">
        <Select
          aria-label={t("music.company_music")} w={{ base: "100%", xs: 340 }} allowDeselect={false} disabled={!mayEdit || choose.isPending} value={chosen}
          data={[{ value: NONE, label: t("music.built_in") }, ...packages.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(id) => { choose.mutate(id ?? NONE); }}
        />
        <Anchor component={Link} to="/media-packages" fz="sm">{t("music.title")}</Anchor>
      </Group>
    </Section>
  );
}
