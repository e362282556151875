/**
 * A panel: medians as points on two axes, joined by lines, with bars from the least to the most.
 */

import { colour } from "./theme.ts";

/** A figure of a series, and how far it goes. */
export interface Point {
  readonly series: string;
  readonly x: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Series {
  readonly name: string;
  readonly colour: Parameters<typeof colour>[0];
  readonly dashed?: boolean;
}

interface Axis {
  readonly title: string;
  readonly log?: boolean;
  /** A d3-format. */
  readonly format?: string;
  /** Where ticks are; where they fit. */
  readonly values?: readonly number[];
}

interface PanelOptions {
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly Point[];
  readonly series: readonly Series[];
}

/** The panel as a layered view of vega-lite: https://vega.github.io/vega-lite/docs/layer.html */
export function panel({ x, y, points, series }: PanelOptions): object {
  const at = {
    x: { field: "x", type: "quantitative", scale: scale(x), axis: axis(x, false) },
    color: {
      field: "series",
      type: "nominal",
      scale: { domain: series.map(({ name }) => name), range: series.map((one) => colour(one.colour)) },
      legend: series.length === 1 ? null : legend,
    },
  };
  const median = { field: "median", type: "quantitative", scale: scale(y), axis: axis(y, true) };
  const dashed = series.filter((one) => one.dashed === true).map(({ name }) => name);
  const measured = { filter: { not: { field: "series", oneOf: dashed } } };
  return {
    width: 330,
    height: 220,
    data: { values: points },
    layer: [
      {
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          ...at,
          y: median,
          strokeDash: { condition: { test: { field: "series", oneOf: dashed }, value: [4, 4] }, value: [1, 0] },
        },
      },
      {
        transform: [measured],
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { ...at, y: { ...median, field: "least" }, y2: { field: "most" } },
      },
      { transform: [measured], mark: { type: "circle", size: 42, opacity: 1 }, encoding: { ...at, y: median } },
    ],
  };
}

const legend = { title: null, orient: "bottom", symbolType: "stroke", symbolStrokeWidth: 3, offset: 10 };

function scale({ log = false, values }: Axis): object {
  if (log) return { type: "log", nice: false, padding: 16 };
  return values === undefined ? { zero: true, nice: true } : { zero: false, nice: false, padding: 24 };
}

function axis({ title, log = false, format, values = log ? powers : undefined }: Axis, grid: boolean): object {
  return { title, grid, format: format ?? (log ? "~f" : undefined), values, labelOverlap: true };
}

/** Where a logarithmic axis has its ticks; those beyond its ends are not drawn. */
const powers = Array.from({ length: 22 }, (_, i) => 10 ** (i - 6));
