import { serve } from "@backlot/runtime";
import { raise } from "./raise.ts";

serve(raise);
