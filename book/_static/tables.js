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
  table.before(form);
}

/* Registers: the tables become one, of which so many rows stand at a time; the filter stands in the address. */

const count = (numbers) =>
  Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, number.toLocaleString(root.lang)]));

/* As search does: a number fits however its thousands and decimals are marked. */
const readPlain = (text) => text.toLowerCase().replace(/(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?!\d))/g, "").replace(/(?<=\d),(?=\d)/g, ".");
const readWords = (text) => readPlain(text).split(/\s+/).filter(Boolean);

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

function writeFilter(form, shown) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  try {
    history.replaceState({ shown }, "", `${location.pathname}${String(asked) && `?${asked}`}`);
  } catch {
    // a browser that keeps the address of a file as it is
  }
}

/* The cells of a line of CSV. */
const readLine = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare);

/* What rows say in both languages, which their words are looked for in, too. */
function readBoth() {
  const both = readLine(registerData.head).map((name) => /_(en|nl)$/.test(name));
  const told = (line) => readLine(line).filter((_, column) => both[column]).join(" ");
  return new Map(Object.entries(registerData.lines).map(([id, line]) => [id, readPlain(told(line))]));
}

/* The rows with all their columns lie in a script beside the page, as a page from a folder may read no other file. */
function loadRows(form, act) {
  if (typeof registerData !== "undefined") return act();
  const script = document.createElement("script");
  script.src = form.dataset.rows;
  script.addEventListener("load", act);
  document.head.append(script);
}

function takeRows(form, rows) {
  loadRows(form, () => {
    const lines = rows.map((row) => registerData.lines[row.id]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", [registerData.head, ...lines, ""].join("\n")], { type: "text/csv" }));
    link.download = `${[form.dataset.name, ...new FormData(form).values()].filter(Boolean).join("-")}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
}

/* A narrow choice with rows that may belong to it under another one: a button says how many, and widens the choice. */
function addWider(form) {
  const [name, narrow, other, whole] = (form.dataset.wider || "").split(" ");
  const button = makeButton("", () => {
    form.elements[name].value = whole;
    form.dispatchEvent(new Event("input"));
    form.elements[name].focus();
  });
  form.querySelector(".found").after(button);
  return (countRows) => {
    const more = name && form.elements[name].value === narrow ? countRows(name, other) : 0;
    button.hidden = !more;
    button.textContent = more ? tell(form.dataset.untold, count({ count: more })) : "";
  };
}

function fillRegister(form) {
  const { table, rows } = joinTables(document.querySelector(".register"), form.dataset.caption);
  const texts = new Map(rows.map((row) => [row, readPlain([...row.cells].map(readAll).join(" "))]));
  const take = form.querySelector(".take");
  const showWider = addWider(form);
  const output = form.querySelector("output");
  const step = wide.matches ? 50 : 20;
  let [limit, found, both] = [history.state?.shown || step, rows, new Map()];
  const more = makeButton(form.dataset.more, () => {
    limit += step;
    writeFilter(form, limit);
    show();
  });
  const show = () => {
    const choices = new Map([...form.querySelectorAll("select")].filter(({ value }) => value).map(({ name, value }) => [name, value]));
    const words = readWords(form.elements.words.value);
    const find = (chosen) =>
      rows.filter((row) => {
        const text = `${texts.get(row)} ${both.get(row.id) || ""}`;
        return [...chosen].every(([name, value]) => row.classList.contains(`${name}--${value}`)) && words.every((word) => text.includes(word));
      });
    found = find(choices);
    for (const row of rows) row.hidden = true;
    for (const row of found.slice(0, limit)) row.hidden = false;
    more.hidden = found.length <= limit;
    take.disabled = !found.length;
    showWider((name, value) => find(new Map([...choices, [name, value]])).length);
    output.textContent = !found.length ? form.dataset.none : tell(form.dataset.found, count({ match: found.length, all: rows.length, shown: Math.min(limit, found.length) }));
  };
  const change = () => {
    limit = step;
    writeFilter(form, limit);
    show();
  };
  const readDutch = () => loadRows(form, () => {
    if (both.size) return;
    both = readBoth();
    show();
  });
  form.elements.words.addEventListener("focus", readDutch, { once: true });
  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());
  take.addEventListener("click", () => takeRows(form, found));
  form.hidden = false;
  table.after(more);
  addSorting(table, rows, show);
  readFilter(form);
  if (form.elements.words.value) readDutch();
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
