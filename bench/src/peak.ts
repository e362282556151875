/** How much memory this process has taken at most. */

import { existsSync, readFileSync } from "node:fs";

const status = "/proc/self/status";

/**
 * The peak, in bytes. Linux counts what the parent had when it started this process into `maxRSS`; what the program
 * itself has had stands in /proc.
 */
export function peakBytes(): number {
  const kibibytes = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "latin1"))?.[1] : undefined;
  return Number(kibibytes ?? process.resourceUsage().maxRSS) * 1024;
}
