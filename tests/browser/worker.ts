/** The checks in a web worker, as an application that keeps its page free runs them. */
import { check } from "./checks.ts";

globalThis.addEventListener("message", (event: MessageEvent<Record<string, string>>) => {
  void check(event.data).then((checked) => globalThis.postMessage(checked, { transfer: [] }), reportError);
});
