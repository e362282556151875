/** Random JSON, as people and machines write it, sound and damaged, for the tests of walks and kernels. */
import fc from "fast-check";

const encoder = new TextEncoder();

const blank = fc.constantFrom("", "", "", " ", "\n", "\t\r ");
const number = fc.constantFrom("0", "-0", "1.0", "1E400", "-1e-7", "123456789012345678901234567890", "0.10", "2e+3");
const anyString = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0061"', '"\\/"', '"é😀"', '"\\ud83d\\ude00"', '"\\ud800"', '"a"', '"__proto__"', '""'),
);
const fewKeys = fc.constantFrom('"a"', '"a"', '"b"', '"b"', '"c"', '"\\u0061"', '"x y"', '""');

/** Texts of values and of objects, with keys and blanks from the given ones. */
function texts(keys: fc.Arbitrary<string>, blanks: fc.Arbitrary<string>) {
  return fc.letrec<{ value: string; object: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.oneof(anyString, number, fc.constantFrom("true", "false", "null")),
      fc
        .tuple(blanks, fc.array(around(tie("value"), blanks), { maxLength: 4 }))
        .map(([b, items]) => `[${b}${items.join(",")}]`),
      tie("object"),
    ),
    object: fc
      .tuple(
        blanks,
        fc.array(
          fc.tuple(around(keys, blanks), around(tie("value"), blanks)).map((member) => member.join(":")),
          { maxLength: 4 },
        ),
      )
      .map(([b, members]) => `{${b}${members.join(",")}}`),
  }));
}

function around(text: fc.Arbitrary<string>, blanks: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(blanks, text, blanks).map((parts) => parts.join(""));
}

/** Blanks, as they may stand between tokens. */
export { blank as blanks };
/** An object with keys of all kinds. */
export const object: fc.Arbitrary<string> = texts(anyString, blank).object;
/** An object whose keys are often those of {@link picks}, on one line or not, in one style or in another. */
export const record: fc.Arbitrary<string> = fc.oneof(
  texts(fewKeys, blank).object,
  texts(fewKeys, fc.constant("")).object,
  texts(fewKeys, fc.constantFrom("", "", " ")).object,
);
/** A path over the keys of {@link record}. */
export const path: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("a", "a", "b", "c", '["x y"]', '[""]'),
    fc.array(fc.constantFrom(".a", ".b", "[*]", ".c"), { maxLength: 3 }),
  )
  .map(([first, rest]) => first + rest.join(""));
/** Picks over the keys of {@link record}. */
export const picks: fc.Arbitrary<string> = fc
  .uniqueArray(path, { minLength: 1, maxLength: 4 })
  .map((paths) => paths.join(","));

const edit = fc.record({
  at: fc.nat(),
  remove: fc.nat({ max: 2 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 2 }),
    fc.constantFrom(...Array.from('{}[],:"\\0-.eE+ntf u\n\x1f')).map((c) => encoder.encode(c)),
  ),
});

/** The bytes of a text after one to three small edits. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(text, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([whole, edits]) => {
    let bytes = [...encoder.encode(whole)];
    for (const { at, remove, insert } of edits) bytes = bytes.toSpliced(at % (bytes.length + 1), remove, ...insert);
    return Uint8Array.from(bytes);
  });
}
