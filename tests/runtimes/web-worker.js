import "./no-node.ts";
import "./worker.ts";
