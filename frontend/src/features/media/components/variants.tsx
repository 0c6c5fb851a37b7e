import { useState } from "react";
import { ActionIcon, Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MediaFile } from "@/api/types";
import { lazily } from "@/components/lazily";
import { MediaPlayer } from "@/components/media/media-player";
import { useMediaWrites } from "@/components/media/writes";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { useTellProblem } from "@/components/tell-problem";
import { LANGUAGES } from "@/i18n";

const CreateMediaFile = lazily(() => import("@/components/media/create-media-file"));

type Language = Exclude<MediaFile["language"], "">;

/** What calls in other languages hear in the place of this sound. */
export function Variants({ file, mayEdit }: { file: MediaFile; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { remove } = useMediaWrites();
  const saved = useSaved();
  const [made, setMade] = useState<Language | null>(null);
  const drop = useMutation({ mutationFn: (id: string) => remove(id, { force: true }), onError: useTellProblem(), onSuccess: () => { saved({ title: t("media.saved", { name: file.name }) }); } });
  const languages = (Object.entries(LANGUAGES) as [Language, string][]).filter(([language]) => language !== file.language);
  return (
    <Section title={t("media.variants")} text={t("media.variants_text")}>
      <Stack>
        {languages.map(([language, title]) => {
          const variant = file.variants.find((candidate) => candidate.language === language);
          const name = `${file.name}, ${title}`;
          return (
            <Group key={language} gap="md" mih={36}>
              <Text size="sm" fw={500} w={110}>{title}</Text>
              {variant
                ? <Box flex={1} miw={200} maw={480}><MediaPlayer key={variant.updated_at} file={variant} name={name} /></Box>
                : <Text size="sm" c="dimmed">{t("media.no_variant")}</Text>}
              {mayEdit && variant && <ActionIcon aria-label={t("media.remove_variant", { name })} loading={drop.isPending} onClick={() => { drop.mutate(variant.id); }}><IconTrash size={16} /></ActionIcon>}
              {mayEdit && !variant && <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} aria-label={`${t("media.add")}: ${title}`} onClick={() => { setMade(language); }}>{t("media.add")}</Button>}
            </Group>
          );
        })}
      </Stack>
      {made && <CreateMediaFile variant={{ of: file.id, language: made, name: file.name }} onClose={() => { setMade(null); }} onCreated={() => { saved({ title: t("media.saved", { name: file.name }) }); }} />}
    </Section>
  );
}
