#!/usr/bin/env node
/**
 * Starts the program, with what V8 has compiled of it before.
 *
 * Node keeps that on disk if it is asked to (22.1 and newer), checks it, and compiles anew what has changed: a tenth of
 * the time of a small job. It is code, so it lies where nobody else writes: in the user's own cache, and nowhere when
 * somebody works under another's name (sudo). What cannot be written is not kept, and nothing is said.
 * NODE_COMPILE_CACHE names another folder, and NODE_DISABLE_COMPILE_CACHE=1 keeps nothing: both are Node's.
 */
import { isAbsolute, join } from "node:path";

const { HOME, LOCALAPPDATA, SUDO_UID, XDG_CACHE_HOME } = process.env;

/** The folder for what programs may lose, as each platform has it. */
function cacheFolder() {
  if (process.platform === "win32") return LOCALAPPDATA;
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return HOME && join(HOME, process.platform === "darwin" ? "Library/Caches" : ".cache");
}

const folder = SUDO_UID === undefined ? cacheFolder() : undefined;
// Deno and Bun have no such function, or one that does nothing.
if (folder) process.getBuiltinModule?.("node:module").enableCompileCache?.(join(folder, "backlot"));

/** Whether Node is older than `engines` says: it would fail in the middle of a run. Deno and Bun count by themselves. */
function isTooOld({ node, deno, bun }) {
  const [major, minor] = node.split(".").map(Number);
  return deno === undefined && bun === undefined && (major < 22 || (major === 22 && minor < 18));
}

if (isTooOld(process.versions)) {
  console.error(`error: Cannot run on Node ${process.versions.node}\n  hint: Backlot needs Node 22.18 or later`);
  process.exitCode = 1;
} else await import("../dist/main.js");
