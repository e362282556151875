import { serve } from "@backlot/runtime";
import { trials } from "./trials.ts";

serve(trials);
