// On sites that the reader allowed, a page is annotated when it has loaded.
import(chrome.runtime.getURL("content/main.js")).then(({ annotateByItself }) => annotateByItself());
