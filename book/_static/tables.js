/* Lets a reader sort and filter the long tables and the registers. Without scripts they stay as they are, complete. */
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

function addSorting(table, rows, show) {
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
      const told = new Map(rows.map((row) => [row, readCell(row.cells[column])]));
      rows.sort((first, second) => {
        const order = compareCells(told.get(first), told.get(second));
        return down ? -order : order;
      });
      table.tBodies[0].append(...rows);
      if (show) show();
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

/* Registers: the tables become one, of which so many rows stand at a time; the filter stands in the address. */

const count = (numbers) =>
  Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, number.toLocaleString(root.lang)]));
const readWords = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

/* One table of the rows of all groups. */
function joinTables(register, caption) {
  const tables = [...register.querySelectorAll("table")];
  const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
  tables[0].tBodies[0].append(...rows);
  tables[0].caption.textContent = caption;
  register.replaceChildren(tables[0]);
  return { table: tables[0], rows };
}

function readFilter(form) {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of asked) {
    const field = form.elements[name];
    if (field) field.value = value;
    if (field && field.value !== value) field.value = "";
  }
}

function writeFilter(form) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  try {
    history.replaceState(null, "", `${location.pathname}${String(asked) && `?${asked}`}`);
  } catch {
    // a browser that keeps the address of a file as it is
  }
}

/* The rows with all their columns lie in a script beside the page, as a page from a folder may read no other file. */
function takeRows(form, rows) {
  const save = () => {
    const lines = rows.map((row) => registerData.lines[row.id]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([[registerData.head, ...lines, ""].join("\n")], { type: "text/csv" }));
    link.download = `${[form.dataset.name, ...new FormData(form).values()].filter(Boolean).join("-")}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  if (typeof registerData !== "undefined") return save();
  const script = document.createElement("script");
  script.src = form.dataset.rows;
  script.addEventListener("load", save);
  document.head.append(script);
}

function fillRegister(form) {
  const { table, rows } = joinTables(document.querySelector(".register"), form.dataset.caption);
  const texts = new Map(rows.map((row) => [row, [...row.cells].map(readAll).join(" ").toLowerCase()]));
  const output = form.querySelector("output");
  const step = wide.matches ? 50 : 20;
  let [limit, found] = [step, rows];
  const more = makeButton(form.dataset.more, () => {
    limit += step;
    show();
  });
  const show = () => {
    const choices = [...form.querySelectorAll("select")].filter((field) => field.value);
    const words = readWords(form.elements.words.value);
    const fits = (row) =>
      choices.every((field) => row.classList.contains(`${field.name}--${field.value}`)) &&
      words.every((word) => texts.get(row).includes(word));
    found = rows.filter(fits);
    for (const row of rows) row.hidden = true;
    for (const row of found.slice(0, limit)) row.hidden = false;
    more.hidden = found.length <= limit;
    output.textContent = tell(form.dataset.found, count({ match: found.length, all: rows.length, shown: Math.min(limit, found.length) }));
  };
  const change = () => {
    limit = step;
    writeFilter(form);
    show();
  };
  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".take").addEventListener("click", () => takeRows(form, found));
  form.hidden = false;
  table.after(more);
  addSorting(table, rows, show);
  readFilter(form);
  show();
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
  for (const form of document.querySelectorAll("form.register-filter")) fillRegister(form);
  for (const table of document.querySelectorAll("table.sortable:has(thead):has(tbody):not(.register *)")) {
    const rows = [...table.tBodies[0].rows];
    addFilters(table, rows);
    addSorting(table, rows);
  }
  showTarget();
  addEventListener("hashchange", showTarget);
});
