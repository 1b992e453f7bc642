/* Finds out where the book begins, and leads there. */
const ways = document.getElementById("ways");
const parts = location.pathname.split("/");
async function findRoot(length) {
  if (length < 1) return;
  const root = parts.slice(0, length).join("/") + "/";
  const answer = await fetch(root + "book/index.html", { method: "HEAD" }).catch(() => ({ ok: false }));
  if (!answer.ok) return findRoot(length - 1);
  for (const link of ways.querySelectorAll("a")) link.href = root + link.dataset.page;
  ways.hidden = false;
}
findRoot(parts.length - 1);
