/* Finds out where the book begins, and leads there. */
const parts = location.pathname.split("/");
async function findRoot(length) {
  if (length < 1) return;
  const root = parts.slice(0, length).join("/") + "/";
  const first = document.querySelector(".ways a").dataset.page;
  const answer = await fetch(root + first, { method: "HEAD" }).catch(() => ({ ok: false }));
  if (!answer.ok) return findRoot(length - 1);
  for (const ways of document.querySelectorAll(".ways")) {
    for (const link of ways.querySelectorAll("a")) link.href = root + link.dataset.page;
    ways.hidden = false;
  }
}
findRoot(parts.length - 1);
