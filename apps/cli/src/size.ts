/** Numbers as people type them: `1e6`, `1_000_000`, `1M` records; `500MB`, `10GiB` bytes. */
import { InvalidArgumentError } from "commander";

const thousands: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9, t: 1e12 };

const byteUnits: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * A number of things: `1000000`, `1_000_000`, `1e6`, `1M`, `2.5k`.
 *
 * @throws InvalidArgumentError when it is no whole number from 0 to 2^53 - 1.
 */
export function parseCount(text: string): number {
  return whole(text, thousands, "such as 1000, 1_000_000, 1e6 or 1M");
}

/** A number of things of which there must be at least one. */
export function parsePositiveCount(text: string): number {
  const count = parseCount(text);
  if (count === 0) throw new InvalidArgumentError("It must be at least 1.");
  return count;
}

/**
 * A number of bytes: `4096`, `500MB` (10^6), `10GiB` (2^30).
 *
 * @throws InvalidArgumentError when it is no whole number from 0 to 2^53 - 1.
 */
export function parseBytes(text: string): number {
  return whole(text, byteUnits, "such as 4096, 500MB or 10GiB");
}

/**
 * A factor above 0: `1`, `0.01`, `1e3`.
 *
 * @throws InvalidArgumentError when it is none.
 */
export function parseScale(text: string): number {
  const scale = numberOf(text);
  if (scale === undefined || !Number.isFinite(scale))
    throw new InvalidArgumentError("Write a number, such as 1 or 0.01.");
  if (scale <= 0) throw new InvalidArgumentError("It must be above 0.");
  return scale;
}

function whole(text: string, units: Readonly<Record<string, number>>, examples: string): number {
  const [, digits, unit] = /^(.*?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units[(unit ?? "").toLowerCase()];
  const value = numberOf(digits ?? "");
  if (value === undefined || factor === undefined) throw new InvalidArgumentError(`Write a number, ${examples}.`);
  const count = exactProduct(value, factor);
  if (count < 0) throw new InvalidArgumentError("It must not be negative.");
  if (!Number.isInteger(count)) throw new InvalidArgumentError(`It must be a whole number, ${examples}.`);
  if (!Number.isSafeInteger(count)) throw new InvalidArgumentError(`It must be below ${Number.MAX_SAFE_INTEGER + 1}.`);
  return count;
}

/** A decimal number; underscores may stand between digits. */
function numberOf(text: string): number | undefined {
  if (!/^[+-]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  return Number(text.replaceAll("_", ""));
}

/** 1.1 × 1e9 in binary is a hair beside the whole number that was meant. */
function exactProduct(value: number, factor: number): number {
  const product = value * factor;
  const near = Math.round(product);
  return Math.abs(product - near) <= Number.EPSILON * Math.abs(product) ? near : product;
}
