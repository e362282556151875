import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainSha256 } from "./plain-sha256.ts";
import { sha256 } from "./sha256.ts";

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
])("the examples of FIPS 180-4: %j", (text, expected) => {
  for (const hasher of [sha256(), plainSha256()]) {
    hasher.update(new TextEncoder().encode(text));
    expect(hasher.hex()).toBe(expected);
  }
});

test("the plain hasher equals Node's, however the bytes are cut", () => {
  const cuts = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(cuts, (parts) => {
      const node = createHash("sha256");
      const plain = plainSha256();
      for (const part of parts) {
        node.update(part);
        plain.update(part);
      }
      expect(plain.hex()).toBe(node.digest("hex"));
    }),
  );
});
