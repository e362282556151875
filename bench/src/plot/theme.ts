/**
 * The looks: drawn for light pages, with a style sheet that swaps the colours where pages are dark. A viewer that
 * knows no style sheets shows the light ones, on no background.
 */

import type { Config } from "vega-lite";

/** Each as it is on light and on dark pages. */
const colours = {
  ink: ["#1f2328", "#e6edf3"],
  quiet: ["#59636e", "#9198a1"],
  line: ["#d1d9e0", "#3d444d"],
  ours: ["#0969da", "#4493f8"],
  second: ["#8250df", "#ab7df8"],
  rival: ["#bc4c00", "#db6d28"],
} as const;

/** A colour, as the SVG has it. */
export function colour(name: keyof typeof colours): string {
  return colours[name][0];
}

const font = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

export const config: Config = {
  background: "transparent",
  font,
  padding: 8,
  view: { stroke: null },
  title: {
    anchor: "start",
    color: colour("ink"),
    fontSize: 14,
    fontWeight: 600,
    offset: 14,
    subtitleColor: colour("quiet"),
    subtitleFontSize: 11.5,
    subtitlePadding: 5,
  },
  legend: { labelColor: colour("ink"), labelFontSize: 11.5, labelLimit: 300 },
  axis: {
    labelColor: colour("quiet"),
    titleColor: colour("quiet"),
    titleFontWeight: 400,
    labelFontSize: 11,
    titleFontSize: 11.5,
    gridColor: colour("line"),
    domainColor: colour("line"),
    tickColor: colour("line"),
    titlePadding: 8,
  },
};

/** Makes a drawing readable on dark pages, too. */
export function bothThemes(svg: string): string {
  const rules = Object.values(colours).flatMap(([light, dark]) =>
    ["fill", "stroke"].map((paint) => `[${paint}="${light}"]{${paint}:${dark}}`),
  );
  return svg.replace(
    /<svg[^>]*>/,
    (tag) => `${tag}<style>@media(prefers-color-scheme:dark){${rules.join("")}}</style>`,
  );
}
