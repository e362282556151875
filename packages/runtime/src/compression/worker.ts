import { serve } from "../serve.ts";
import { bzip2Tasks } from "./bzip2-tasks.ts";

serve(bzip2Tasks);
