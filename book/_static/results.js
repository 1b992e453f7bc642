/* Shows what Sphinx's search finds. All is written as text, never as markup; nothing is fetched. */
"use strict";

const searchStatus = document.getElementById("search-status");

function showResult([page, title, anchor, description]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = document.documentElement.dataset.content_root + page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + anchor;
  link.textContent = title;
  const about = document.createElement("p");
  about.textContent = description || summaries[page] || "";
  item.append(link, about);
  return item;
}

function showResults(words) {
  const found = Search._performSearch(...Search._parseQuery(words)).reverse();
  document.getElementById("search-found").replaceChildren(...found.map(showResult));
  const counted = { 0: spoken.foundNone, 1: spoken.foundOne }[found.length] ?? spoken.foundOther;
  searchStatus.textContent = tell(counted, { count: found.length, words });
}

Search.performSearch = (words) => {
  searchStatus.textContent = spoken.searching;
  if (Search.hasIndex()) showResults(words);
  else Search.deferQuery(words);
};
Search.query = showResults;
