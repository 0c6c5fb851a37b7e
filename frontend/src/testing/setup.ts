import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { needTexts, startI18n } from "@/i18n";
import { server } from "@/testing/server";

// Mantine asks for these; the test DOM has no layout.
window.matchMedia = vi.fn((query: string) => ({
  matches: false, media: query, onchange: null, addListener: vi.fn(), removeListener: vi.fn(),
  addEventListener: vi.fn(), removeEventListener: vi.fn(), dispatchEvent: vi.fn(() => true),
}));
window.ResizeObserver = class { observe = vi.fn(); unobserve = vi.fn(); disconnect = vi.fn(); };
window.HTMLElement.prototype.scrollIntoView = vi.fn();
Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });

// A busy machine is not a failure.
configure({ asyncUtilTimeout: 8000 });

beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await startI18n();
  await Promise.all((["calls", "import", "media", "outside", "platform"] as const).map(needTexts));
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
});
afterAll(() => { server.close(); });
