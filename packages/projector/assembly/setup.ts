// Where things are in memory, and what is wanted; the host calls it once.

import { placeKeys } from "./keys";
import { placeHashes } from "./repeated-keys";
import { holes } from "./holes";
import { selection } from "./selection";
import { spans } from "./spans";
import { placeIndex } from "./structure";
import { placeTemplate } from "./template";
import { walked } from "./walk";

/**
 * Sets the places of the parts of the memory, each as large as it is exported, filled with zeros and at a multiple of
 * 16; and the selection, as `src/kernel/selection.wasm.ts` lays it out.
 */
export function setup(
  index: usize,
  keys: usize,
  spansAt: usize,
  template: usize,
  stack: usize,
  hashes: usize,
  nodes: usize,
  nodeCount: u32,
  picks: usize,
  pickCount: u32,
  maxDepth: i32,
  before: usize,
  beforeBytes: usize,
  after: usize,
  afterBytes: usize,
  oneLine: bool,
): void {
  placeIndex(index);
  placeKeys(keys);
  spans.at = spansAt;
  placeTemplate(template);
  walked.stack = stack;
  placeHashes(hashes);
  selection.nodes = nodes;
  selection.nodeCount = nodeCount;
  selection.picks = picks;
  selection.pickCount = pickCount;
  selection.maxDepth = maxDepth;
  selection.before = before;
  selection.beforeBytes = beforeBytes;
  selection.after = after;
  selection.afterBytes = afterBytes;
  selection.oneLine = oneLine;
}

/** Records become rows of cells of the dialect that is set; `CellWriter.room` is how much room one takes. */
export function setupCells(widest: u32, slack: u32): void {
  selection.isCells = true;
  selection.cellWidest = widest;
  selection.cellSlack = slack;
}

/** Records are written as they are; there are no picks. */
export function setupWhole(): void {
  selection.isWhole = true;
}

/** Members are dropped: where their holes are noted, and a word for each drop that counts them. */
export function setupDrops(holesAt: usize, dropped: usize): void {
  selection.hasDrops = true;
  holes.at = holesAt;
  selection.dropped = dropped;
}
