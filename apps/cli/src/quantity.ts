/** Numbers as people read them. */

const byteUnits = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** `1,234,567`, the same in every locale; without `Intl`, which takes 20 ms to load. */
export function countText(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A count with its noun: `1 record`, `2 records`. */
export function counted(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `999 bytes`, `1.23 MB`, by powers of 1,000. */
export function bytesText(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? counted(bytes, "byte") : `${value.toPrecision(3)} ${byteUnits[unit]}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, "0");

/** `0.42 s`, `12.3 s`, `3 min 20 s`, `2 h 05 min`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${twoDigits(Math.floor((whole % 3600) / 60))} min`;
}
