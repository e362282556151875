// The objects of an array, of which most have the shape of the one before.
//
//   "cast":[{"name":"A","order":1},{"name":"B","order":2}, …]
//           {      :          :  }                             walked, and its shape written down
//                                  {      :          :  }      repeated: compared, and its spans added
//
// Records whose lists are of different lengths have no shape of their own; so much of them as elements are of a known
// one need not be walked.

import { beforeBlanks } from "./bytes";
import { nodeAt, setShapeOf, shapeOf } from "./selection";
import {
  addValue,
  eventsOf,
  field,
  forget,
  isOfShape,
  isReplaced,
  placeIn,
  placeShape,
  rowBytes,
  shapeBytes,
  valuesEndOf,
  valuesOf,
  wasUseful,
  writeShape,
} from "./shape";
import { addSpanOf, passage, pickOf, spanBytes, spans } from "./spans";
import { index } from "./structure";

/** How many nodes of elements may have a shape, and how many events, rows of any kind and pieces that. */
const mostShapes: usize = 8;
const mostEvents: usize = 64;
const mostRows: usize = 64;
const mostPieces: usize = 128;
export const elementsBytes: u32 = <u32>(mostShapes * shapeBytes(mostEvents, mostRows, mostPieces));

/** Where the next shape goes, and where the last one may end. */
let free: usize = 0;
let end: usize = 0;

/** Sets where the shapes are. */
export function placeElements(at: usize): void {
  free = at;
  end = at + <usize>elementsBytes;
}

/** What {@link repeatElement} returns where the element is to be walked, and where the twin must look. */
export const isOther: u32 = 0;
export const isUnclear: u32 = 0xffffffff;

/** Notes what is wanted of the element that begins at an event, if it is of the shape of its node; returns its last event. */
export function repeatElement(node: u32, first: u32): u32 {
  const shape = shapeOf(nodeAt(node));
  if (shape == 0 || !isOfShape(shape, first)) return isOther;
  const places = index.places + ((<usize>first) << 2);
  for (let row = valuesOf(shape), last = valuesEndOf(shape); row < last; row += rowBytes) {
    const start = placeIn(places, row, 2) + field(row, 3);
    const stop = beforeBlanks(placeIn(places, row, 4) - field(row, 5));
    const pick = field(row, 0);
    if (pick == passage) {
      // It leads on, so it is one container, from its bracket to its partner.
      if (start != <usize>load<u32>(places + field(row, 2), 4)) return isUnclear;
      if (stop != <usize>load<u32>(places + field(row, 4) - 4) + 1) return isUnclear;
    } else if (!addSpanOf(pick, start, stop, field(row, 1) != 0, 0, 0)) return isUnclear;
  }
  wasUseful(shape);
  return first + eventsOf(shape) - 1;
}

/** Makes an element the shape of its node; its spans are those from one on. */
export function learnElement(node: u32, first: u32, last: u32, span: usize): void {
  let shape = shapeOf(nodeAt(node));
  if (shape == 0) {
    const next = free + shapeBytes(mostEvents, mostRows, mostPieces);
    if (next > end) return;
    shape = free;
    free = next;
    placeShape(shape, mostEvents, mostRows, mostPieces);
    setShapeOf(nodeAt(node), shape);
  }
  if (!isReplaced(shape)) return;
  let isWritten = writeShape(shape, first, last);
  for (; isWritten && span < spans.end; span += spanBytes) isWritten = addValue(shape, pickOf(span), span, first);
  if (!isWritten) forget(shape);
}
