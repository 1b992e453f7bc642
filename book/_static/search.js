/* Finds places of the book by words and numbers: in the Dutch edition by Dutch words, in the English one by both, as its
   sources are Dutch. All is written as text, never as markup. */
"use strict";

const TOKEN = /(?:\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?:\s?%|\s?(?:per ?cent|procent)\b)?|[\p{L}\p{M}\p{N}]+(?:['\u2019]\p{L}+)*/gu;
const ENDING = /(?<=\p{L})[-\u2010\u2011](?=ers?(?!\p{L}))/giu; // zzp-er for zzp'er
const FIELDS = { name: 2.5, text: 1, dutch: 1, page: 0.4 };
const KINDS = { text: 1.6, term: 1.6, number: 1, record: 1, figure: 0.8, row: 0.2, code: 0.3 };
const SENTENCES = new Set(["text", "term", "figure", "code"]); // the others are rows, of which all cells are shown
const PASSED = new Set("a an and are by did do does for from how in is it of on or that the to was were what which who why with aan bij dat de door een en er het hoe in is met naar of om op over te uit van voor waarom wat wie zijn als dan dat deze die dit had heeft hun kan moet nog ook te tot welke worden wordt ze zij".split(" "));
const ALIKE = {
  en: { retention: ["who stayed", "stayed because of"] },
  nl: { behoud: ["wie bleef", "erdoor bleef"], freelancer: ["zzp'er"], freelancers: ["zzp'er"], zelfstandigen: ["zzp'er"] },
}[root.lang]; // how the texts say it; words of the first are looked for, too
const IRREGULAR = { reden: "reden", redenen: "reden", uren: "uur", leden: "lid" }; // the Dutch stemmer parts them
const SHORTEST = 4; // letters of either part of a compound
const FEW = 5;
const SHOWN = 30;
const LONGEST = 280;
const NEAR = 24; // letters between words that belong together

const stemmers = { nl: new DutchStemmer(), ...(root.lang === "en" && { en: new PorterStemmer() }) }; // an edition has what it needs
const plain = (word) => word.normalize("NFD").replace(/[\p{M}'\u2019]/gu, "").toLowerCase();
const tokenize = (text) => text.match(TOKEN) || [];
const known = { en: new Map(), nl: new Map() };
function stem(word, language) {
  if (!known[language].has(word)) known[language].set(word, language === "nl" ? stemDutch(word) : stemmers.en.stemWord(plain(word)));
  return known[language].get(word);
}
/* Also of words whose plural changes a letter or has an apostrophe: ziekenhuizen, bedrijven, getallen, enquêtes, regio's. */
function stemDutch(word) {
  const whole = plain(word.replace(/(?<=[aiouy])['\u2019]s$/i, ""));
  if (IRREGULAR[whole]) return IRREGULAR[whole];
  const cut = stemmers.nl.stemWord(whole).replace(/z$/, "s").replace(/v$/, "f");
  return cut.replace(/([b-df-hj-np-t])\1$/, "$1").replace(/(?<=[^aeiou])es$|(?<=eau|ie)s$/, "");
}
const isWord = (term) => /^\p{L}/u.test(term);

/* A number is found however its thousands and decimals are marked, and a share also as a number. */
function readNumber(token) {
  const [digits] = token.match(/^\d[\d.,\u00a0\u202f]*/);
  const thousands = /^[1-9]\d{0,2}([.,\u00a0\u202f]\d{3})+$/.test(digits);
  const number = thousands ? digits.replace(/\D/g, "") : digits.replaceAll(",", ".");
  return digits === token ? [number] : [`${number}%`, number];
}

function readTerms(token, field) {
  if (/^\d[\d.,\u00a0\u202f]*(\s|%|per|$)/.test(token)) return readNumber(token);
  return [stem(token, field === "dutch" ? "nl" : root.lang)];
}

/* A Dutch word is found by its last part, too, where both parts are words of the book: werkdruk by druk. */
const written = new Set();
const stems = new Set();
function noteWords(text) {
  for (const token of tokenize(text)) {
    written.add(plain(token));
    stems.add(stem(token, "nl"));
  }
}
function listParts(term) {
  for (let cut = SHORTEST; cut <= term.length - SHORTEST; cut += 1) {
    const head = term.slice(0, cut);
    if (stems.has(term.slice(cut)) && [head, head.replace(/(s|en|e)$/, "")].some((one) => written.has(one))) return [term.slice(cut)];
  }
  return [];
}
function listTerms(token, field) {
  const terms = readTerms(token, field);
  return root.lang === "nl" && isWord(terms[0]) ? [...terms, ...listParts(terms[0])] : terms;
}

/* What a word of the reader is in the index: its stem in either language, and of what is alike; a share is a share alone. */
function readWanted(token) {
  const phrases = Object.hasOwn(ALIKE, plain(token)) ? ALIKE[plain(token)] : [];
  const same = [token, ...phrases.slice(0, 1).flatMap(tokenize).filter((word) => !PASSED.has(word))];
  return { phrases, exact: same.map(plain), terms: [...new Set(same.flatMap((one) => [readTerms(one, "name")[0], readTerms(one, "dutch")[0]]))] };
}

const places = searchPlaces.map(([page, anchor, kind, name, section, text = "", record = "", dutch = ""], id) => {
  const [address, title, simulated, interim] = searchPages[page];
  return { id, address, page: title, simulated, interim, anchor, kind, name, section, text, record, dutch };
});
if (root.lang === "nl") for (const { name, text } of places) noteWords(`${name} ${text}`);
const index = new MiniSearch({ fields: Object.keys(FIELDS), tokenize, processTerm: listTerms });
index.addAll(places);

/* Words of the texts that are one letter off, with the same first two: what a reader may have meant. */
function listNear(terms) {
  const long = terms.filter((term) => isWord(term) && term.length > 4);
  const found = index.search({ combineWith: "OR", queries: long }, { tokenize: (term) => [term], processTerm: (term) => term, fuzzy: 1 });
  const near = new Set(found.flatMap(({ match }) => Object.keys(match)));
  return [...near].filter((term) => long.some((one) => term.startsWith(one.slice(0, 2))));
}

/* Places with all words, or what begins with them; for a word that no place has, those that are spelt almost so. Where
   they are few, places with some of the words follow. */
function look(wanted, whole) {
  const options = {
    boost: FIELDS,
    bm25: { k: 1.2, b: 0.4, d: 0.5 },
    tokenize: (term) => [term],
    processTerm: (term) => term,
    prefix: (term) => isWord(term) && term.length > 3,
    boostDocument: (id) => weigh(places[id], whole),
  };
  const search = (combineWith, queries) => (queries.length ? index.search({ combineWith, queries }, options) : []);
  const lost = wanted.filter(({ terms }) => !search("OR", terms).length);
  for (const word of lost) word.terms = listNear(word.terms);
  const known = wanted.filter(({ terms }) => terms.length);
  const queries = known.map(({ terms }) => ({ combineWith: "OR", queries: terms }));
  const all = known.length === wanted.length ? search("AND", queries) : [];
  const found = new Set(all.map(({ id }) => id));
  const some = found.size < FEW ? search("OR", queries).filter(({ id }) => !found.has(id)) : [];
  return { all, some, near: lost.some(({ terms }) => terms.length) };
}

/* What is named just so comes first, a term in any form of it, a page before its parts; an interim edition comes after the final one. */
function weigh(place, whole) {
  const same = place.kind === "term" ? (one) => stem(one, root.lang) : (one) => one;
  const named = plain(place.name).split(/ ?[()]/).some((one) => same(one) === same(whole));
  return KINDS[place.kind] * (place.interim ? 0.5 : 1) * (named ? (place.anchor ? 3 : 8) : 1);
}

/* Which word of the reader a term of the index answers. */
function readMatch(match, wanted) {
  return new Map(Object.entries(match).map(([term, fields]) => {
    return [term, { fields, word: wanted.findIndex(({ terms }) => terms.some((one) => term.startsWith(one))) }];
  }));
}

/* The words of a text that were found, with their places in it, and whether they stand there as the reader wrote them. */
function findWords(text, field, match, wanted) {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index: start }) => {
    const term = listTerms(token, field).find((one) => match.get(one)?.fields.includes(field));
    if (term === undefined) return [];
    const { word } = match.get(term);
    return [{ start, end: start + token.length, token, word, exact: !isWord(term) || wanted[word]?.exact.includes(plain(token)) }];
  });
}

/* How close the reader's words stand: side by side in their order, or not far apart. */
function closeness(words) {
  return Math.max(0, ...words.slice(1).map(({ start, word }, place) => {
    const before = words[place];
    if (word === before.word) return 0;
    return start - before.end < 3 && word === before.word + 1 ? 0.5 : start - before.end < NEAR ? 0.3 : 0;
  }));
}

/* How many of the reader's words a text has, and a part of one more if they stand close, or just as they were written. */
function count(words) {
  return new Set(words.map(({ word }) => word)).size + closeness(words) + 0.2 * share(words);
}

const share = (words) => (words.length ? new Set(words.filter(({ exact }) => exact).map(({ word }) => word)).size / new Set(words.map(({ word }) => word)).size : 0);

function listSentences({ kind, text }) {
  if (!SENTENCES.has(kind)) return [text.replaceAll("\n", " \u00b7 ")];
  return text.split("\n").flatMap((line) => line.split(/(?<=[.!?]) (?=\p{Lu})/u));
}

/* The sentence that has most of the words. */
function choose(sentences, field, match, wanted) {
  const told = sentences.map((text) => ({ text, words: findWords(text, field, match, wanted) }));
  return told.reduce((best, one) => (count(one.words) > count(best.words) ? one : best));
}

function describe(result, wanted, whole) {
  const place = places[result.id];
  const match = readMatch(result.match, wanted);
  const name = { text: place.name || place.section, words: findWords(place.name, "name", match, wanted) };
  const sentences = listSentences(place);
  const first = place.kind === "term" && count(name.words) >= wanted.length;
  const told = choose(first ? sentences.slice(0, 1) : sentences, "text", match, wanted);
  const dutch = choose(listSentences({ kind: "text", text: place.dutch }), "dutch", match, wanted);
  const parts = [name, told, dutch].filter(({ words }) => words.length);
  const best = parts.reduce((one, other) => (count(other.words) > count(one.words) ? other : one), name);
  const all = count(best.words) < wanted.length ? 1 : best === name && SENTENCES.has(place.kind) ? 2.5 : 1.5;
  const phrase = wanted.length > 1 && (first || plain(best.text).includes(whole)) ? 2 : 1;
  const alike = 3 ** wanted.flatMap(({ phrases }) => phrases).filter((one) => plain(best.text).includes(one)).length;
  const value = place.kind === "number" && told.words[0]?.start === 0 ? 6 : 1;
  const written = first ? 1 : 0.3 + 0.7 * share(best.words);
  const close = 1 + 2 * closeness(best.words);
  return { place, name, told, dutch, score: result.score * all * phrase * alike * value * written * close };
}

/* The id of a record finds that record. Else the best comes first, and what is simulated last; what is quoted is found
   as it was written. */
function find(asked) {
  const words = asked.replace(/["\u201c\u201d\u201e]/g, " ").replace(ENDING, "'").trim();
  const record = places.find((place) => place.record && place.record === words.toLowerCase());
  if (record) return { all: [{ ...describe({ id: record.id, match: {}, score: 1 }, [], ""), asked: record.record }], some: [], near: false };
  const tokens = tokenize(words.replace(/(?<=\d) (?=\d{3}(?!\d))/g, "\u00a0"));
  const telling = tokens.filter((token) => !PASSED.has(token.length > 1 ? plain(token) : token));
  const wanted = (telling.length ? telling : tokens).map(readWanted);
  const phrases = [...asked.matchAll(/["\u201c\u201d\u201e]([^"\u201c\u201d\u201e]+)["\u201c\u201d]/g)].map(([, phrase]) => plain(phrase.trim()));
  const { all, some, near } = look(wanted, plain(words));
  const has = ({ id }) => phrases.every((phrase) => hasPhrase(places[id], phrase));
  const sort = (found) => found.filter(has).map((result) => describe(result, wanted, plain(words))).sort(compare);
  return { all: sort(all), some: sort(some), near };
}

/* Whether a place has words side by side, and whole. */
function hasPhrase({ name, text, dutch }, phrase) {
  return [name, text, dutch].some((one) => ` ${plain(one).replace(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${phrase.replace(/[^\p{L}\p{N}]+/gu, " ")} `));
}

const compare = (first, second) => first.place.simulated - second.place.simulated || second.score - first.score;

/* A text with its words marked; of a long one, what stands around the first of them. */
function markWords({ text, words }, whole = false) {
  const from = !whole && text.length > LONGEST && words[0]?.start > LONGEST / 2 ? text.indexOf(" ", words[0].start - 80) + 1 : 0;
  const to = text.length > from + LONGEST ? text.lastIndexOf(" ", from + LONGEST) : text.length;
  const parts = [from ? "\u2026 " : ""];
  let last = from;
  for (const { start, end } of words.filter((word) => word.start >= from && word.end <= to)) {
    parts.push(text.slice(last, start), makePart("mark", "", text.slice(start, end)));
    last = end;
  }
  return [...parts, text.slice(last, to), to < text.length ? " \u2026" : ""];
}

function makePart(name, className, ...children) {
  const part = document.createElement(name);
  if (className) part.className = className;
  part.append(...children);
  return part;
}

/* The words that were found go along, for the page to mark them. */
function makeAddress({ place, name, told, asked }) {
  const words = new Set(asked ? [asked] : [...name.words, ...told.words].map(({ token }) => token.toLowerCase()).filter((token) => token.length > 1));
  const query = new URLSearchParams([...(words.size ? words : [""])].map((word) => ["found", word]));
  const anchor = place.anchor && `#${encodeURIComponent(place.anchor)}`;
  return `${root.dataset.content_root}${place.address}?${query}${anchor}`;
}

function showResult(result) {
  const { place, name, told, dutch } = result;
  const link = makePart("a", "", ...markWords(name));
  link.href = makeAddress(result);
  const where = [...new Set([place.page, place.section])].filter((one) => one && one !== place.name).join(" \u203a ");
  const mark = place.simulated && place.page.match(/^\p{Lu}+/u);
  if (mark && !name.text.includes(mark[0])) link.prepend(`${mark[0]} \u2013 `);
  const item = makePart("li", "", link, makePart("p", "search-place", where));
  const shown = count([...name.words, ...told.words]);
  const missing = !name.words.length && !SENTENCES.has(place.kind) ? 0.5 : 0; // a row may cite a Dutch title
  const inDutch = count(dutch.words) > shown - missing;
  if (told.text) item.append(makePart("p", "", ...markWords(told, inDutch)));
  if (inDutch) {
    if (!shown) item.append(makePart("p", "search-place", spoken.foundDutch));
    item.append(makePart("p", "", ...markWords(dutch)));
    item.lastChild.lang = "nl";
  }
  return item;
}

const list = document.getElementById("search-found");
const kind = document.getElementById("search-kind");
const more = makeButton(spoken.more, () => showMore().firstChild.focus());
let waiting = [];

function showMore() {
  const items = waiting.splice(0, SHOWN).map(showResult);
  list.append(...items);
  more.hidden = !waiting.length;
  return items[0];
}

function say(all, some, near) {
  if (near && all + some) return spoken.foundNear;
  if (!all && some) return spoken.foundPart;
  const counted = { 0: spoken.foundNone, 1: spoken.foundOne }[all] ?? spoken.foundOther;
  return some ? `${counted} ${spoken.foundSome}` : counted;
}

function show({ all, some, near }, words) {
  const [found, others] = [all, some].map((part) => part.filter(({ place }) => !kind.value || place.kind === kind.value));
  const said = say(found.length, others.length, near);
  document.getElementById("search-status").textContent = tell(said, { count: found.length, words });
  waiting = [...found, ...others];
  list.replaceChildren();
  showMore();
}

const words = (new URLSearchParams(location.search).get("q") || "").trim();
list.after(more);
more.hidden = true;
document.getElementById("search-status").textContent = "";
if (tokenize(words).length) {
  document.getElementById("search-words").value = words;
  document.getElementById("search-kinds").hidden = false;
  const result = find(words);
  show(result, words);
  kind.addEventListener("change", () => show(result, words));
}
