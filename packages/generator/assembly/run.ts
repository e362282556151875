// The interpreter: runs a plan's program; src/ops.ts says what each op does, and src/twin/ is its specification.
//
//   for each record, while the longest one possible still fits:
//     walk over the words; an op with blocks pushes a frame and enters one of them;
//     at the end of a block, its frame says where to go on: behind the op, or in the next element of a list
//
// Preconditions: the words are a program as the compiler writes it, offsets lie inside the image, the stack has
// room for the program's deepest nesting, and `padding` bytes behind the end of the output can be written.

import * as copy from "./copy";
import { keepChildrenAt, parentOf, startsOf } from "./children";
import * as digits from "./digits";
import { letters } from "./letters";
import * as op from "./opcodes.generated";
import { permute, placeInBlock, recordAtPlace } from "./permute";
import { closeCell } from "./cell";
import { indexLeft, probe } from "./distinct";
import { gamma, mix, next, scaleWide, start } from "./random";

// What a frame is: where the block around ends, what to do at the end of this one, and what to put back.
const frameBytes: usize = 128;
const resumes: u32 = 0;
const lists: u32 = 1;
const records: u32 = 2;
const cells: u32 = 3;
const objects: u32 = 4;

let image: usize = 0;
let program: usize = 0;
let programEnd: usize = 0;
let columns: usize = 0;
let taken: usize = 0;
let stack: usize = 0;

/** Where things are: the host has put them there. */
export function setup(
  imageAt: usize,
  programAt: usize,
  programBytes: usize,
  columnsAt: usize,
  takenAt: usize,
  stackAt: usize,
  childrenAt: usize,
): void {
  image = imageAt;
  program = programAt;
  programEnd = programAt + programBytes;
  columns = columnsAt;
  taken = takenAt;
  stack = stackAt;
  keepChildrenAt(childrenAt);
}

/** How many records the last call made. */
export let made: u32 = 0;

// @ts-ignore: decorator
@inline
function wide(pc: usize, at: usize): i64 {
  return (<i64>load<u32>(pc + at) << 32) | <i64>load<u32>(pc + at, 4);
}

/** Makes records from `first` on, up to `count`, while they begin at `limit` or before; the place behind them. */
export function make(out: usize, limit: usize, first: u64, count: u32): usize {
  let at = out;
  let state: u64 = 0;
  let base: u64 = 0;
  let offset: u64 = 0;
  let high: u64 = 0; // H and L, each below 2^32
  let low: u64 = 0;
  let value: i64 = 0;
  let isNull = false;
  let parent: u64 = 0;
  let ordinal: u64 = 0;
  let siblings: u64 = 0;
  let element: u32 = 0;
  let takenAt: usize = taken;
  let takenCount: usize = 0;
  made = 0;
  for (; made < count && at <= limit; made++) {
    let record = first + made;
    let pc = program;
    let end = programEnd;
    let sp = stack;
    offset = 0;
    isNull = false;
    for (;;) {
      if (pc == end) {
        if (sp == stack) break;
        sp -= frameBytes;
        switch (load<u32>(sp, 4)) {
          case resumes:
            pc = load<u32>(sp, 8);
            end = load<u32>(sp);
            break;
          case lists: {
            const index = load<u32>(sp, 8) + 1;
            if (index < load<u32>(sp, 12)) {
              const listOp = <usize>load<u32>(sp, 16);
              const step = <u64>wide(listOp, 4);
              at = copy.bytes(at, image + load<u32>(listOp, 12), load<u32>(listOp, 16));
              offset += step;
              base = load<u64>(sp, 24) + step;
              state = base;
              element = index;
              store<u32>(sp, index, 8);
              store<u64>(sp, base, 24);
              pc = listOp + 24;
              sp += frameBytes;
            } else {
              end = load<u32>(sp);
              element = load<u32>(sp, 20);
              base = load<u64>(sp, 32);
              state = load<u64>(sp, 40);
              offset = load<u64>(sp, 48);
              takenAt = load<u32>(sp, 56);
              takenCount = load<u32>(sp, 60);
            }
            break;
          }
          case records:
            end = load<u32>(sp);
            record = load<u64>(sp, 8);
            parent = load<u64>(sp, 16);
            ordinal = load<u64>(sp, 24);
            siblings = load<u64>(sp, 32);
            base = load<u64>(sp, 40);
            state = load<u64>(sp, 48);
            offset = load<u64>(sp, 56);
            break;
          case cells: {
            end = load<u32>(sp);
            const begin = <usize>load<u32>(sp, 8);
            const cellOp = <usize>load<u32>(sp, 12);
            const quote = load<u32>(cellOp, 4);
            const nullText = image + load<u32>(cellOp, 12);
            const nullLength = <usize>load<u32>(cellOp, 16);
            at = closeCell(begin, at, quote, load<u32>(cellOp, 8), nullText, nullLength);
            break;
          }
          default: {
            // Each member begins with a comma; the brace takes the place of the first one.
            end = load<u32>(sp);
            const begin = <usize>load<u32>(sp, 8);
            const objectOp = <usize>load<u32>(sp, 12);
            if (at == begin) at++;
            store<u8>(begin, <u8>load<u32>(objectOp, 4));
            store<u8>(at++, <u8>load<u32>(objectOp, 8));
          }
        }
        continue;
      }
      switch (load<u32>(pc)) {
        // Streams
        case op.STREAM:
          base = start(<u64>wide(pc, 4), record) + offset;
          state = base;
          pc += 12;
          break;
        case op.PARENT_STREAM:
          base = start(<u64>wide(pc, 4), parent) + offset;
          state = base;
          pc += 12;
          break;
        case op.DRAW: {
          state = next(state);
          const drawn = mix(state);
          high = drawn >> 32;
          low = drawn & 0xffffffff;
          pc += 4;
          break;
        }

        // Values
        case op.SET:
          value = wide(pc, 4);
          pc += 12;
          break;
        case op.SET_NULL:
          isNull = true;
          pc += 4;
          break;
        case op.INDEX: {
          const product = (load<u32>(pc, 4) == 0 ? high : low) * <u64>load<u32>(pc, 8);
          value = <i64>(product >> 32);
          if (load<u32>(pc, 4) == 0) high = product & 0xffffffff;
          else low = product & 0xffffffff;
          pc += 12;
          break;
        }
        case op.INDEX_WIDE:
          value = <i64>scaleWide((high << 32) | low, <u64>wide(pc, 4));
          pc += 12;
          break;
        case op.ALIAS: {
          const product = (load<u32>(pc, 4) == 0 ? high : low) * <u64>load<u32>(pc, 8);
          const rest = product & 0xffffffff;
          const entry = image + load<u32>(pc, 12) + (<usize>(product >> 32) << 3);
          value = rest < <u64>load<u32>(entry) ? <i64>(product >> 32) : <i64>load<u32>(entry, 4);
          if (load<u32>(pc, 4) == 0) high = rest;
          else low = rest;
          pc += 16;
          break;
        }
        case op.BUCKET: {
          const product = high * <u64>load<u32>(pc, 4);
          high = product & 0xffffffff;
          const table = image + load<u32>(pc, 8);
          let entry = table + <usize>(product >> 32) * 24;
          if (high >= <u64>load<u32>(entry)) entry = table + <usize>load<u32>(entry, 4) * 24;
          const size = <u64>wide(entry, 16);
          value = wide(entry, 8);
          if (size <= 4194304) {
            const inside = low * size;
            value += <i64>(inside >> 32);
            low = inside & 0xffffffff;
          } else {
            state = next(state);
            const drawn = mix(state);
            high = drawn >> 32;
            low = drawn & 0xffffffff;
            value += <i64>scaleWide(drawn, size);
          }
          pc += 12;
          break;
        }
        case op.INDEX_LEFT: {
          const product = (load<u32>(pc, 4) == 0 ? high : low) * <u64>(load<u32>(pc, 8) - <u32>takenCount);
          if (load<u32>(pc, 4) == 0) high = product & 0xffffffff;
          else low = product & 0xffffffff;
          value = indexLeft(<i64>(product >> 32), takenAt, takenCount++);
          pc += 12;
          break;
        }
        case op.PROBE: {
          value = probe(value, wide(pc, 4), takenAt, takenCount++);
          pc += 12;
          break;
        }
        case op.ADD:
          value += wide(pc, 4);
          pc += 12;
          break;
        case op.MULTIPLY:
          value *= wide(pc, 4);
          pc += 12;
          break;
        case op.PLUS: {
          const least = wide(pc, 8);
          const limited = wide(pc, 24);
          const most = max(least, min(wide(pc, 16), limited - value));
          const product = (load<u32>(pc, 4) == 0 ? high : low) * <u64>(most - least + 1);
          if (load<u32>(pc, 4) == 0) high = product & 0xffffffff;
          else low = product & 0xffffffff;
          value = min(value + least + <i64>(product >> 32), limited);
          pc += 32;
          break;
        }
        case op.LOOKUP:
          value = load<u32>(image + load<u32>(pc, 4) + (<usize>value << 2));
          pc += 8;
          break;
        case op.MAP:
          value = load<u8>(image + load<u32>(pc, 4) + <usize>value);
          pc += 8;
          break;
        case op.RECORD:
          value = <i64>record;
          pc += 4;
          break;
        case op.PARENT:
          value = <i64>parent;
          pc += 4;
          break;
        case op.ORDINAL:
          value = <i64>ordinal;
          pc += 4;
          break;
        case op.ELEMENT:
          value = element;
          pc += 4;
          break;
        case op.IS_CHOSEN: {
          const product = high * siblings;
          high = product & 0xffffffff;
          value = product >> 32 == ordinal ? 1 : 0;
          pc += 4;
          break;
        }
        case op.PERMUTE: {
          const n = <u64>wide(pc, 12);
          const round = <u64>value / n;
          value = <i64>(round * n + permute(<u64>value - round * n, n, load<u32>(pc, 4), load<u32>(pc, 8)));
          pc += 20;
          break;
        }
        case op.CLASS: {
          const place = placeInBlock(load<u32>(pc, 4), load<u32>(pc, 8), <u64>value);
          value = load<u32>(image + load<u32>(pc, 12) + (<usize>place << 2));
          pc += 16;
          break;
        }
        case op.MEMBER: {
          const perBlock = <u64>load<u32>(pc, 12);
          const block = <u64>value / perBlock;
          const place = load<u32>(image + load<u32>(pc, 16) + (<usize>(<u64>value - block * perBlock) << 2));
          value = <i64>recordAtPlace(load<u32>(pc, 4), load<u32>(pc, 8), block, place);
          pc += 20;
          break;
        }
        case op.CHILDREN: {
          const total = <u64>load<u32>(pc, 12);
          const block = record / total;
          const starts = startsOf(pc, image, block);
          const child = <u32>(record - block * total);
          const inBlock = parentOf(starts, child);
          const before = load<u32>(starts + (<usize>inBlock << 2));
          parent = (block << 10) + inBlock;
          ordinal = child - before;
          siblings = load<u32>(starts + (<usize>inBlock << 2), 4) - before;
          pc += 36;
          break;
        }
        case op.CHILDREN_EVEN:
          siblings = load<u32>(pc, 4);
          parent = record / siblings;
          ordinal = record - parent * siblings;
          pc += 8;
          break;

        // Text
        case op.TEXT:
          at = copy.bytes(at, image + load<u32>(pc, 4), load<u32>(pc, 8));
          pc += 12;
          break;
        case op.PICK: {
          const product = (load<u32>(pc, 4) == 0 ? high : low) * <u64>load<u32>(pc, 8);
          if (load<u32>(pc, 4) == 0) high = product & 0xffffffff;
          else low = product & 0xffffffff;
          at = copy.slot(at, image + load<u32>(pc, 12), load<u32>(pc, 16), <u32>(product >> 32));
          pc += 20;
          break;
        }
        case op.PICK_LONG: {
          const product = (load<u32>(pc, 4) == 0 ? high : low) * <u64>load<u32>(pc, 8);
          if (load<u32>(pc, 4) == 0) high = product & 0xffffffff;
          else low = product & 0xffffffff;
          at = copy.long(at, image, image + load<u32>(pc, 12), <u32>(product >> 32));
          pc += 16;
          break;
        }
        case op.SLOT:
          at = copy.slot(at, image + load<u32>(pc, 4), load<u32>(pc, 8), <u32>value);
          pc += 12;
          break;
        case op.LONG:
          at = copy.long(at, image, image + load<u32>(pc, 4), <u32>value);
          pc += 8;
          break;
        case op.INTEGER:
          at = digits.integer(at, value, 1);
          pc += 4;
          break;
        case op.PADDED:
          at = digits.integer(at, value, load<u32>(pc, 4));
          pc += 8;
          break;
        case op.FIXED:
          at = digits.fixed(at, value, load<u32>(pc, 4));
          pc += 8;
          break;
        case op.DATE:
          at = digits.date(at, value);
          pc += 4;
          break;
        case op.TIME:
          at = digits.time(at, <u32>value);
          pc += 4;
          break;
        case op.TIMESTAMP:
          at = digits.timestamp(at, value);
          pc += 4;
          break;
        case op.HEX:
          for (let left = <i32>load<u32>(pc, 4); left > 0; left -= 16) {
            state = next(state);
            const drawn = mix(state);
            const begin = <u32>min(8, left);
            at = digits.hex(at, <u32>(drawn >> 32) >> (32 - 4 * begin), begin);
            const rest = <u32>min(8, left - <i32>begin);
            if (rest > 0) at = digits.hex(at, <u32>drawn >> (32 - 4 * rest), rest);
            high = drawn >> 32;
            low = drawn & 0xffffffff;
          }
          pc += 8;
          break;
        case op.UUID: {
          const drawn = mix(next(state));
          state = next(next(state));
          const second = mix(state);
          at = digits.uuid(at, drawn, second);
          high = second >> 32;
          low = second & 0xffffffff;
          pc += 4;
          break;
        }
        case op.LETTERS:
          at = letters(at, <u32>value, state);
          state += ((<u64>value + 7) >> 3) * gamma;
          pc += 4;
          break;
        case op.COLUMN: {
          // The host has put a pair (texts, ends) for each column there; ends count from the first record's text.
          const pair = columns + (<usize>load<u32>(pc, 4) << 3);
          const ends = <usize>load<u32>(pair, 4) + (<usize>made << 2);
          const from = made == 0 ? 0 : load<u32>(ends - 4);
          at = copy.bytes(at, <usize>load<u32>(pair) + from, load<u32>(ends) - from);
          pc += 8;
          break;
        }

        // Blocks
        case op.SWITCH: {
          const n = load<u32>(pc, 4);
          const lengths = pc + 8;
          let from = lengths + (<usize>n << 2);
          let behind = from;
          for (let k: u32 = 0; k < n; k++) {
            const length = <usize>load<u32>(lengths + (<usize>k << 2)) << 2;
            if (k < <u32>value) from += length;
            behind += length;
          }
          store<u32>(sp, <u32>end);
          store<u32>(sp, resumes, 4);
          store<u32>(sp, <u32>behind, 8);
          sp += frameBytes;
          pc = from;
          end = from + (<usize>load<u32>(lengths + (<usize>value << 2)) << 2);
          break;
        }
        case op.CHANCE:
        case op.IF_NULL: {
          let lengths = pc + 4;
          let yes: bool;
          if (load<u32>(pc) == op.CHANCE) {
            yes = (load<u32>(pc, 4) == 0 ? high : low) < <u64>load<u32>(pc, 8);
            lengths = pc + 12;
          } else {
            yes = isNull;
            isNull = false;
          }
          const from = lengths + 8;
          const middle = from + (<usize>load<u32>(lengths) << 2);
          const behind = middle + (<usize>load<u32>(lengths, 4) << 2);
          store<u32>(sp, <u32>end);
          store<u32>(sp, resumes, 4);
          store<u32>(sp, <u32>behind, 8);
          sp += frameBytes;
          pc = yes ? from : middle;
          end = yes ? middle : behind;
          break;
        }
        case op.LIST: {
          const behind = pc + 24 + (<usize>load<u32>(pc, 20) << 2);
          if (value <= 0) {
            pc = behind;
            break;
          }
          store<u32>(sp, <u32>end);
          store<u32>(sp, lists, 4);
          store<u32>(sp, 0, 8);
          store<u32>(sp, <u32>value, 12);
          store<u32>(sp, <u32>pc, 16);
          store<u32>(sp, element, 20);
          store<u64>(sp, base, 32);
          store<u64>(sp, state, 40);
          store<u64>(sp, offset, 48);
          store<u32>(sp, <u32>takenAt, 56);
          store<u32>(sp, <u32>takenCount, 60);
          const step = <u64>wide(pc, 4);
          offset += step;
          base += step;
          store<u64>(sp, base, 24);
          state = base;
          element = 0;
          takenAt += takenCount << 3;
          takenCount = 0;
          sp += frameBytes;
          pc += 24;
          end = behind;
          break;
        }
        case op.AT:
          store<u32>(sp, <u32>end);
          store<u32>(sp, records, 4);
          store<u64>(sp, record, 8);
          store<u64>(sp, parent, 16);
          store<u64>(sp, ordinal, 24);
          store<u64>(sp, siblings, 32);
          store<u64>(sp, base, 40);
          store<u64>(sp, state, 48);
          store<u64>(sp, offset, 56);
          sp += frameBytes;
          record = <u64>value;
          offset = 0;
          isNull = false;
          end = pc + 8 + (<usize>load<u32>(pc, 4) << 2);
          pc += 8;
          break;
        case op.CELL:
          store<u32>(sp, <u32>end);
          store<u32>(sp, cells, 4);
          store<u32>(sp, <u32>at, 8);
          store<u32>(sp, <u32>pc, 12);
          sp += frameBytes;
          end = pc + 24 + (<usize>load<u32>(pc, 20) << 2);
          pc += 24;
          break;
        case op.OBJECT:
          store<u32>(sp, <u32>end);
          store<u32>(sp, objects, 4);
          store<u32>(sp, <u32>at, 8);
          store<u32>(sp, <u32>pc, 12);
          sp += frameBytes;
          end = pc + 16 + (<usize>load<u32>(pc, 12) << 2);
          pc += 16;
          break;
        default:
          unreachable();
      }
    }
  }
  return at;
}
