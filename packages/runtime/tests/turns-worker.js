import "./turns-worker.ts";
