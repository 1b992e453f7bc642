/* Conveniences: choice of theme, contents on a phone, copying a citation. Without scripts each page is whole. */
"use strict";

const root = document.documentElement;
const spoken = document.body.dataset; // what scripts say stands as attributes in the page, in its language
const tell = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const wide = matchMedia("(min-width: 75rem)");

function makeButton(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => act(button));
  return button;
}

/* The button says what a press does, by its style, so that it needs no state to be told. */
function addThemeChoice() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector(".theme-button");
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // the choice then holds for this page alone
    }
  });
  button.hidden = false;
}

/* On a phone the contents open and close by a button; without scripts the same link leads to them. */
function openContents() {
  const link = document.getElementById("menu-link");
  const contents = document.getElementById("book-nav");
  const show = (open) => {
    contents.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  const button = makeButton(link.textContent, () => {
    const open = !contents.classList.contains("open");
    show(open);
    if (open) (contents.querySelector("[aria-current]") || contents.querySelector("a")).focus();
  });
  button.className = "menu-link";
  button.setAttribute("aria-controls", contents.id);
  button.setAttribute("aria-expanded", "false");
  link.replaceWith(button);
  contents.querySelector(".close-nav a").addEventListener("click", () => show(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && contents.classList.contains("open")) {
      show(false);
      button.focus();
    }
  });
}

function addCopyButtons() {
  for (const form of document.querySelectorAll(".cite-form")) {
    const name = { form: form.querySelector(".cite-name").textContent };
    const button = makeButton(tell(spoken.copy, name), async () => {
      const text = form.querySelector(".cite-text");
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = tell(spoken.copied, name);
      } catch {
        getSelection().selectAllChildren(text); // a browser that does not let pages copy: the reader presses the keys
        button.textContent = spoken.selected;
      }
    });
    form.append(button);
  }
}

/* Whoever comes by a link to it finds it unfolded. */
function unfoldTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
}

addThemeChoice();
if (!document.body.classList.contains("home")) openContents(); // there they stand open, as a map
addCopyButtons();
unfoldTarget();
addEventListener("hashchange", unfoldTarget);
const current = document.querySelector(".book-nav [aria-current]");
const contents = document.getElementById("book-nav");
if (current && wide.matches) contents.scrollTop = current.offsetTop - contents.clientHeight / 2;
