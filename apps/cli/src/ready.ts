/** What `row` takes where a plan is ready: loaded sooner than what compiles one. */
export { planBytes, seeded } from "@backlot/generator";
export { readyPlan } from "./ready-plans.ts";
