/** Takes Node's modules away, so that what follows finds itself in a place like a browser. */
Reflect.deleteProperty(globalThis, "process");
