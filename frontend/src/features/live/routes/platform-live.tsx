import { LivePage } from "@/features/live/components/live-page";

export default function PlatformLivePage() {
  return <LivePage scope="platform" />;
}
