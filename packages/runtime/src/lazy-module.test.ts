import { afterEach, expect, test, vi } from "vitest";
import { lazyModule } from "./lazy-module.ts";

/** A module that exports a global `n`, the number 5. */
const five = "AGFzbQEAAAAGBgF/AEEFCwcFAQFuAwA=";

afterEach(() => vi.unstubAllGlobals());

function read(module: WebAssembly.Module): unknown {
  return (new WebAssembly.Instance(module).exports["n"] as WebAssembly.Global).value;
}

test("a module is compiled when it is asked for, and once", () => {
  const module = lazyModule(five);
  expect(read(module())).toBe(5);
  expect(module()).toBe(module());
  const broken = lazyModule("AAAA");
  expect(broken).toThrow(WebAssembly.CompileError);
});

test("engines that read no base64 get the same bytes", () => {
  vi.stubGlobal(
    "Uint8Array",
    class extends Uint8Array<ArrayBuffer> {
      static fromBase64 = undefined;
    },
  );
  expect(read(lazyModule(five)())).toBe(5);
});
