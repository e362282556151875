import { serve } from "@backlot/runtime";
import { projectTasks } from "./work.ts";

serve(projectTasks);
