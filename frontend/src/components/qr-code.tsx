import { Box, Image } from "@mantine/core";

/** The server's SVG shown as a picture: nothing in it can act as part of the page. White behind it, or cameras fail. */
export function QrCode({ svg, label, size = 176 }: { svg: string; label: string; size?: number }) {
  const source = svg.startsWith("data:") ? svg : `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
  return (
    <Box bg="white" p={8} w={size + 16} style={{ borderRadius: 12, border: "1px solid var(--vpbx-line)" }}>
      <Image src={source} alt={label} w={size} h={size} />
    </Box>
  );
}
