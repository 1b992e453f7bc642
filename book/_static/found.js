/* Search says that it is at work, while its texts come. Whoever comes from it lands at the words that were found:
   unfolded, in sight and marked. */
"use strict";

function listPieces(words, parts) {
  const some = [...words].sort((first, second) => second.length - first.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${some.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return parts.flatMap((part) => {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (texts.nextNode()) for (const found of texts.currentNode.data.matchAll(pattern)) pieces.push([texts.currentNode, found]);
    return pieces.reverse(); // the last first, so that the places of the others stay
  });
}

function markFound([text, { 0: word, index: start }]) {
  if (text.parentElement.closest("script, .cell-label, .headerlink, summary")) return null;
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, start + word.length);
  const mark = document.createElement("mark");
  range.surroundContents(mark);
  return mark;
}

/* The first block with most of the words. */
function chooseBlock(marks) {
  const words = new Map();
  for (const mark of marks) {
    const block = mark.closest("tr, li, p, dd, dt, figcaption, h1, h2, h3, h4") || mark;
    words.set(block, (words.get(block) || new Set()).add(mark.textContent.toLowerCase()));
  }
  const most = Math.max(0, ...[...words.values()].map(({ size }) => size));
  const best = [...words].filter(([, { size }]) => size === most).map(([block]) => block);
  return best.sort((first, second) => (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];
}

function landAt(block) {
  for (let part = block; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
    part.hidden = false;
  }
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: block.offsetHeight > innerHeight ? "start" : "center" });
}

function land(words) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const parts = [target || document.querySelector("article"), target?.matches("dt") && target.nextElementSibling].filter(Boolean);
  const marks = words.length ? listPieces(words, parts).map(markFound).filter(Boolean) : [];
  const block = target?.matches("tr, li, dt") ? target : chooseBlock(marks) || target;
  if (block) landAt(block);
}

const found = new URLSearchParams(location.search).getAll("found");
if (found.length) addEventListener("load", () => land(found.filter(Boolean)));

const searching = document.getElementById("search-status");
if (searching) searching.textContent = spoken.searching;
