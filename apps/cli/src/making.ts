/** What `row` takes of the generator: loaded sooner than all that it exports. */
export { generate, recordBytes } from "@backlot/generator";
