import "react";

declare module "react" {
  /** Custom properties may be set from code, as the look of the cabinet is made of them. */
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface CSSProperties extends Record<`--${string}`, string | number | undefined> {}
}
