/** WebAssembly that is carried as text, as it must be to load synchronously in every runtime. */

/**
 * The `WebAssembly.Module` whose bytes are given as base64: compiled when it is asked for, and once.
 *
 * It is an object for the types, which have no WebAssembly where those of browsers are not there.
 */
export function lazyModule(base64: string): () => object {
  let module: WebAssembly.Module | undefined;
  return () => (module ??= new WebAssembly.Module(fromBase64(base64)));
}

interface Decoder {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

/** By the engine where it can (Node 25 and newer, browsers since 2025): a loop that has never run takes 1 to 3 ms for a kernel. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return (Uint8Array as Decoder).fromBase64?.(text) ?? loopFromBase64(text);
}

/** A plain loop: `Uint8Array.from` with a function takes three times as long where neither has run before. */
function loopFromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
