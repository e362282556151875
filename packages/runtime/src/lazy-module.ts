/** WebAssembly that is carried as text, as it must be to load synchronously in every runtime. */

/** The module whose bytes are given as base64: compiled when it is asked for, and once. */
export function lazyModule(base64: string): () => WebAssembly.Module {
  let module: WebAssembly.Module | undefined;
  return () => (module ??= new WebAssembly.Module(fromBase64(base64)));
}

/** A plain loop: `Uint8Array.from` with a function takes 3 to 5 ms where neither has run before, and this takes 1. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
