// The extension's files are modules by the way they are used, which Node is told here; its vendored one is not.
import { register } from "node:module";

const hooks = `export function load(url, context, next) {
  const isOurs = url.includes("/extension/") && url.endsWith(".js") && !url.includes("/node_modules/");
  return next(url, isOurs ? { ...context, format: "module" } : context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
