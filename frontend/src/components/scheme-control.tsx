import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SCHEMES } from "@/components/appearance";

export function SchemeControl() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t("appearance.scheme")} value={colorScheme} onChange={(value) => { setColorScheme(value as typeof colorScheme); }}
      data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`appearance.${scheme}`) }))}
    />
  );
}
