import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCarrierLineOptions } from "@/api/options";
import { RouteTable } from "@/components/outside/route-table";
import { PageHeader } from "@/components/page-header";
import { QueryView } from "@/components/states";
import { usePlatformRoutes, usePlatformRouteWrites } from "@/features/platform-rules/api";
import { useMay } from "@/session/session";

/** By which carrier a call leaves that no route of its company took. */
export default function PlatformRoutesPage() {
  const { t } = useTranslation();
  const query = usePlatformRoutes();
  const writes = usePlatformRouteWrites();
  const lines = useCarrierLineOptions();
  const mayEdit = useMay("platform.edit");
  const hasRoutes = (query.data?.results.length ?? 0) > 0;
  return (
    <>
      <PageHeader
        title={t("platform_rules.routes")} description={t("platform_rules.routes_text")}
        actions={hasRoutes && <Button component="a" href="/api/v1/platform/routes/export/" download variant="default" leftSection={<IconDownload size={16} />}>{t("table.export")}</Button>}
      />
      <QueryView query={query}>{(page) => <RouteTable rows={page.results} scope="platform" lines={lines} mayEdit={mayEdit} writes={writes} />}</QueryView>
    </>
  );
}
