/** Doing nothing is the same for all verbs. */

export { default } from "../generate/idle.ts";
