/* Shows what Sphinx's search finds. All is written as text, never as markup; nothing is fetched. */
"use strict";

const searchStatus = document.getElementById("search-status");

function showResult([page, title, anchor, description]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = document.documentElement.dataset.content_root + page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + anchor;
  link.textContent = title;
  const told = document.createElement("p");
  told.textContent = description || summaries[page] || "";
  item.append(link, told);
  return item;
}

function showResults(words) {
  const found = Search._performSearch(...Search._parseQuery(words)).reverse();
  document.getElementById("search-found").replaceChildren(...found.map(showResult));
  const counted = found.length === 1 ? "One place has" : `${found.length} places have`;
  searchStatus.textContent = found.length ? `${counted} “${words}”.` : `Nothing found for “${words}”. Try fewer or shorter words.`;
}

Search.performSearch = (words) => {
  searchStatus.textContent = "Searching …";
  if (Search.hasIndex()) showResults(words);
  else Search.deferQuery(words);
};
Search.query = showResults;
