// What is found: Pagefind is asked for words, and each Chinese character is a word to it, so that it is asked here
// whether the characters of a query stand together.

import { stand, wordsOf } from "./search-query.js";

const INDEX = new URL("../../pagefind/", import.meta.url);
const NAME = code("name", "");
const FEW = 10;

let pagefind;
const indexes = new Map();

// Starts loading the index of the page's language; a query waits for it.
export function prepare() {
  pagefind ??= start();
  return pagefind;
}

async function start() {
  const module = await import(new URL("pagefind.js", INDEX));
  await module.options({ noWorker: true });
  await module.init();
  return module;
}

// Asks the index of one language for words; that of another language than the page's is loaded when it is asked.
async function indexOf(tag) {
  const module = await prepare();
  const language = tag.toLowerCase();
  if (!indexes.has(tag)) {
    const isOther = tag !== document.documentElement.lang;
    // The path must differ from that of the first index, or Pagefind takes it for the same.
    indexes.set(tag, isOther ? module.mergeIndex(`${INDEX.pathname}./`, { language }) : undefined);
  }
  await indexes.get(tag);
  return async (words) => (await module.search(words.join(" "))).results.filter(({ id }) => id.startsWith(`${language}_`));
}

// A filter as a word of the index.
function code(kind, name) {
  return `zz${kind}${name.replaceAll("-", "")}zz`;
}

// Best first; where few have the whole pieces, those that have the parts follow. Pagefind passes over a word that it
// does not know, so a result must have more than the filters.
async function search(index, pieces, parts, filters) {
  const results = await index([...wordsOf(pieces), ...filters]);
  const found = results.filter((one) => one.words.length > filters.length);
  const whole = found.filter((one) => stand(one.words, pieces));
  return whole.length >= FEW ? whole : once(whole, found.filter((one) => stand(one.words, parts)));
}

// Those that have at least half of the parts that are more than one character, those with most parts first.
async function searchAny(index, parts, filters) {
  const found = new Map();
  const asked = new Set(parts.filter((part) => part.length > 1));
  for (const part of asked) {
    for (const one of await search(index, [part], [part], filters)) {
      const entry = found.get(one.id) ?? { one, parts: 0 };
      entry.parts += 1;
      found.set(one.id, entry);
    }
  }
  return [...found.values()].filter(({ parts: number }) => number >= asked.size / 2)
    .sort((a, b) => b.parts - a.parts || b.one.score - a.one.score).map(({ one }) => one);
}

// Those that are called exactly that.
async function called(index, pieces) {
  const [first, ...others] = [NAME, ...wordsOf(pieces), `${NAME}"`];
  return index([`"${first}`, ...others]);
}

function once(...lists) {
  return [...new Map(lists.flat().map((one) => [one.id, one])).values()];
}

// What is found in the texts of one language, best first: `named` are cities, topics, terms and pages, of which the
// first `exact` are called as asked; `statements` are the rest. `chosen` has the ids of a city and a topic, or none. With
// `isAny` half of what was asked is enough.
export async function find(query, chosen, { tag, isAny }) {
  const index = await indexOf(tag);
  const { pieces, parts, named } = query;
  if (!pieces.length) return { exact: 0, named: [], statements: [] };
  const filters = Object.entries(chosen).map(([kind, name]) => code(kind, name));
  let found = isAny ? await searchAny(index, parts, filters) : await search(index, pieces, parts, filters);
  const exact = filters.length ? [] : await called(index, pieces);
  for (const city of filters.length ? [] : named) {
    exact.push(...(await called(index, [city])));
    found = once(await search(index, pieces, parts, [code("city", city)]), found);
  }
  const hasName = new Set((await index([NAME])).map(({ id }) => id));
  return {
    exact: once(exact).length,
    named: once(exact, found.filter(({ id }) => hasName.has(id))),
    statements: found.filter(({ id }) => !hasName.has(id)),
  };
}

// The text as it was before each character became a word: Chinese has no spaces, and none beside Latin letters.
function restored(text, isChinese) {
  return text.replace(isChinese ? / ?(\p{Script=Han}) ?/gu : /(\p{Script=Han}) (?=\p{Script=Han})/gu, "$1").trim();
}

// A result with what it shows: where it leads, its marks by kind, and its passages.
export async function read(result) {
  const { url, content, meta, anchors } = await result.data();
  const isChinese = result.id.startsWith("zh");
  const page = url.replace(/[^/]+\.html$/, "");
  const [, foundBy, ...passages] = content.split("¦");
  return {
    page,
    href: url.replace(/([^/]+)\.html$/, "#$1"),
    title: restored(meta.title ?? "", isChinese),
    marks: Object.fromEntries(
      Array.from(foundBy.matchAll(/zz(kind|city|topic|theme)(\w+)zz/g), ([, kind, name]) => [kind, name])),
    content,
    passages: passages.map((passage, index) => {
      const [text, more, status] = passage.split("|");
      return {
        href: anchors[index] ? `${page}#${anchors[index].id}` : "",
        text: restored(text, isChinese),
        more: restored(more, isChinese),
        status: status.match(/zzstatus(\w+)zz/)?.[1] ?? "",
      };
    }),
  };
}
