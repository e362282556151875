import { serve } from "@backlot/runtime";
import { writing } from "./writing.ts";

serve(writing);
