import { useTranslation } from "react-i18next";
import { useLineOptions } from "@/api/options";
import { RouteTable } from "@/components/outside/route-table";
import { PageHeader } from "@/components/page-header";
import { QueryView } from "@/components/states";
import { useRoutes, useRouteWrites } from "@/features/routing/api";
import { useMay } from "@/session/session";

/** By which line a call leaves: the company's own table, before the operator's. */
export default function RoutesPage() {
  const { t } = useTranslation();
  const query = useRoutes();
  const writes = useRouteWrites();
  const lines = useLineOptions();
  const mayEdit = useMay("outside.edit");
  return (
    <>
      <PageHeader title={t("routes.title")} description={t("routes.text")} />
      <QueryView query={query}>{(page) => <RouteTable rows={page.results} scope="company" lines={lines} mayEdit={mayEdit} writes={writes} />}</QueryView>
    </>
  );
}
