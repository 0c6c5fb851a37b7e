import type { ReactNode } from "react";
import { Group } from "@mantine/core";
import { LanguageMenu, SchemeButton } from "@/components/appearance";
import { Brand } from "@/components/brand";
import classes from "@/components/plain-page.module.css";

/** A page without the shell: one card in the middle. For those who are not inside yet. */
export function PlainPage({ children, width = 420 }: { children: ReactNode; width?: number }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Brand />
        <Group gap={4}><LanguageMenu /><SchemeButton /></Group>
      </header>
      <main className={classes.main}>
        <div className={classes.card} style={{ maxWidth: width }}>{children}</div>
      </main>
    </div>
  );
}
