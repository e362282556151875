/** Writing is the same for both verbs. */

export { default } from "../generate/raw-write.ts";
