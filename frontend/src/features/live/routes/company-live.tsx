import { LivePage } from "@/features/live/components/live-page";

export default function CompanyLivePage() {
  return <LivePage scope="company" />;
}
