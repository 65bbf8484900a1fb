// Content scripts are classic scripts; this one brings in the modules. Each page evaluates them once.
import((globalThis.browser ?? globalThis.chrome).runtime.getURL("content/main.js")).then(() => true);
