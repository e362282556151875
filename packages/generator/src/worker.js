import "./worker.ts";
