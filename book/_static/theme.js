/* Sets the theme that the reader chose before, ahead of the first paint; without a choice the system decides. */
"use strict";

try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // a browser that keeps nothing for a page shows the system's theme
}
document.documentElement.dataset.script = "on";
