// A worker is started from a `.js` file, which is there in the sources and in a build.
import "./worker.ts";
