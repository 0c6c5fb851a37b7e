import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/api/types";
import classes from "@/components/data-table/data-table.module.css";
import { PAGE_SIZES, type ListState } from "@/components/data-table/use-list";
import { cursorOf } from "@/lib/url-search";

/** Neighbouring pages by cursor; the total only where the API can count it. */
export function Pager({ page, list }: { page: Page<unknown>; list: ListState }) {
  const { t } = useTranslation();
  return (
    <Group className={classes.pager} justify="space-between" gap="sm">
      <Text size="sm" c="dimmed">
        {page.count === null ? t("table.shown", { count: page.results.length }) : t("table.total", { count: page.count })}
      </Text>
      <Group gap="xs">
        <NativeSelect
          size="xs" aria-label={t("table.page_size")} data={PAGE_SIZES} value={list.pageSize}
          onChange={(event) => { list.setPageSize(event.currentTarget.value); }}
        />
        <Button
          size="xs" variant="default" leftSection={<IconChevronLeft size={14} />} disabled={page.previous === null}
          onClick={() => { list.setCursor(cursorOf(page.previous)); }}
        >
          {t("table.previous")}
        </Button>
        <Button
          size="xs" variant="default" rightSection={<IconChevronRight size={14} />} disabled={page.next === null}
          onClick={() => { list.setCursor(cursorOf(page.next)); }}
        >
          {t("table.next")}
        </Button>
      </Group>
    </Group>
  );
}
