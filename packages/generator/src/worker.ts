/** The entry of a worker thread. */

import { serve } from "@backlot/runtime";
import { makeRecords } from "./work.ts";

serve(makeRecords);
