import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where short notices appear: away from the buttons of drawers and pages. */
export default function Notices() {
  return <Notifications position="bottom-left" limit={4} containerWidth={400} />;
}
