/** Where the installation is and who may sign in; told by the environment. */

import { readFileSync } from "node:fs";

interface SignIn {
  email: string;
  password: string;
}

interface Company {
  code: string;
  url: string;
  admin: SignIn;
  phones: { login: string; secret: string; extension: string }[];
}

interface Demo {
  operator: SignIn & { url: string };
  companies: Company[];
}

export function needed(...names: string[]): string {
  for (const name of names) {
    const value = process.env[name];
    if (value) return value;
  }
  throw new Error(`set ${names.join(" or ")}`);
}

export const BASE_URL = needed("E2E_BASE_URL", "VPBX_URL");
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** A Python that has pjsua2: simulated phones are programs of the test suite. */
export const PYTHON = process.env.E2E_PYTHON ?? "python3";

export const demo = JSON.parse(readFileSync(needed("E2E_STATE", "VPBX_DEMO"), "utf8")) as Demo;

/**
 * The demo company of this worker. Workers run side by side, and what one changes in its company (the next free number, what is
 * live since when) would mislead another; what a journey blocks, disables or counts in it makes for itself.
 */
export const ownCompany = companyOf(Number(process.env.TEST_PARALLEL_INDEX ?? 0));

function companyOf(worker: number): Company {
  const found = demo.companies[worker];
  if (!found) throw new Error(`the demo has no company for worker ${String(worker)}`);
  return found;
}
