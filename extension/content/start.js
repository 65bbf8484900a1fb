// Content scripts are classic scripts; this one brings in the modules, which a page evaluates once.
import(chrome.runtime.getURL("content/main.js")).then(() => true);
