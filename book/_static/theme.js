/* Ahead of the first paint: sets the theme that the reader chose before, and asks for the letters of text and headings.
   Without a choice the system decides the theme; a page in a folder loads letters when it meets them, as no browser lets
   it ask for them ahead. */
"use strict";

try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // a browser that keeps nothing for a page shows the system's theme
}
document.documentElement.dataset.script = "on";

if (location.protocol !== "file:") {
  for (const face of ["sans", "serif", "serif-bold"]) {
    const letters = document.createElement("link");
    Object.assign(letters, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    letters.href = new URL(`fonts/${face}.woff2`, document.currentScript.src).href;
    document.head.append(letters);
  }
}
