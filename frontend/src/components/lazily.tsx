/** Parts that are fetched when they are first shown: most visits never open them. */

import { lazy, Suspense, type ComponentType } from "react";

export function lazily<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const Content = lazy(load) as unknown as ComponentType<Props>;
  return function Lazily(props: Props) {
    return <Suspense fallback={null}><Content {...props} /></Suspense>;
  };
}
