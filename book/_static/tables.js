/* Lets a reader sort and filter the long tables. Without scripts the tables stay as they are, complete. */
"use strict";

function readWithout(cell, parts) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll(parts).forEach((part) => part.remove());
  return copy.textContent.trim();
}

const readCell = (cell) => readWithout(cell, ".cell-label, .remark");
const readAll = (cell) => readWithout(cell, ".cell-label");

/* How the language of the page marks thousands and decimals. */
const marks = Object.fromEntries(new Intl.NumberFormat(root.lang).formatToParts(12345.6).map(({ type, value }) => [type, value]));

/* Cells that begin with a number come first, by that number; the others follow, by their text. */
function compareCells(first, second) {
  const [left, right] = [first, second].map((text) => {
    const plain = text.replaceAll(marks.group, "").replace(marks.decimal, ".").replace("\u2212", "-");
    const found = plain.match(/^-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : Infinity;
  });
  if (left !== right) return left - right;
  return first.localeCompare(second, root.lang, { numeric: true });
}

function addSorting(table, rows) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((first, second) => {
        const order = compareCells(readCell(first.cells[column]), readCell(second.cells[column]));
        return down ? -order : order;
      });
      table.tBodies[0].append(...rows);
    });
  });
}

function makeChoice(table, rows, column) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  const values = [...new Set(rows.map((row) => readCell(row.cells[column])))].sort((a, b) => a.localeCompare(b, root.lang));
  for (const value of ["", ...values]) {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = value || spoken.all;
    select.append(option);
  }
  label.append(`${table.tHead.rows[0].cells[column].textContent.trim()} `, select);
  return { label, matches: (row) => !select.value || readCell(row.cells[column]) === select.value };
}

function addFilters(table, rows) {
  const columns = [...table.classList].filter((name) => /^filter-\d+$/.test(name)).map((name) => Number(name.slice(7)));
  const form = document.createElement("form");
  form.className = "table-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", table.caption ? table.caption.textContent.trim() : spoken.filter);
  const words = document.createElement("input");
  words.type = "search";
  const label = document.createElement("label");
  label.append(`${spoken.words} `, words);
  const choices = columns.map((column) => makeChoice(table, rows, column));
  const count = document.createElement("output");
  form.append(label, ...choices.map((choice) => choice.label), count);
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = [...row.cells].map(readAll).join(" ").toLowerCase();
      row.hidden = !(wanted.every((word) => text.includes(word)) && choices.every((choice) => choice.matches(row)));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = tell(spoken.rows, { shown, all: rows.length });
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
  const around = table.closest(".pst-scrollable-table-container") || table;
  around.before(form);
}

/* A link to a row must find it, whatever is filtered. */
function showTarget() {
  const row = location.hash && document.getElementById(location.hash.slice(1));
  const hidden = row && row.closest("tr[hidden]");
  if (hidden) {
    hidden.hidden = false;
    hidden.scrollIntoView();
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("table.sortable:has(thead):has(tbody)")) {
    const rows = [...table.tBodies[0].rows];
    addFilters(table, rows);
    addSorting(table, rows);
  }
  addEventListener("hashchange", showTarget);
});
