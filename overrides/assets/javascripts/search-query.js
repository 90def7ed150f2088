// The words of a query: how they are asked for, and where they stand in a text.

const TABLE = new URL("../../pagefind/traditional.json", import.meta.url);
const WORD = /\p{Script=Han}+|[\p{Script=Latin}\p{N}]+(?:(?:[.'’]|,(?=\d{3}))[\p{Script=Latin}\p{N}]+)*/gu;
const HAN = /\p{Script=Han}/u;
const QUESTIONS = "为什么 什么 怎么样 怎么办 怎么 怎样 如何 哪些 哪里 多少".split(" ");
const STOPS = new Set([...QUESTIONS, ..."的 了 和 与 及 是 在 有 吗 呢 谁 做".split(" "),
  ..."a an and are by for how in is of on or the to what which why with".split(" ")]);

let table;

async function simplified(text) {
  if (!HAN.test(text)) return text;
  table ??= fetch(TABLE).then((answer) => answer.json()).then((pair) => {
    const to = [...pair.simplified];
    return new Map([...pair.traditional].map((character, index) => [character, to[index]]));
  });
  const known = await table;
  return [...text].map((character) => known.get(character) ?? character).join("");
}

function bare(piece) {
  return piece.replace(/[^\p{L}\p{N}]/gu, "");
}

// A query in pieces, as it was typed but for words that any text has, and in parts: Chinese cut at the names of cities,
// and into words where the browser can tell them apart. `cities` has the names of all cities by id; `named` are the ids
// of those in the query, or that begin like it.
export async function readQuery(asked, cities) {
  const plain = (await simplified(asked.normalize("NFKC"))).toLowerCase();
  const typed = plain.replace(/\b([a-z]{1,3}) +(\d{1,2}(?:\.\d)?)(?![\d.])/g, "$1$2").match(WORD) ?? [];
  const whole = typed.map(bare).join("");
  const names = Object.values(cities).filter((name) => HAN.test(name));
  const runs = (whole in cities ? [whole] : typed).map((piece) => cut(piece, names));  // "ji nan" is Jinan
  const meant = runs.flatMap(withoutStops);
  const kept = meant.length ? meant : runs;
  const parts = kept.flatMap(withoutSingles);
  const begun = whole.length > 1 && typed.length === 1 ? whole : undefined;
  const named = Object.keys(cities).filter((id) =>
    (begun && id.startsWith(begun)) || parts.some((part) => bare(part) === id || part === cities[id].toLowerCase()));
  return { pieces: kept.map((run) => run.join("")), parts, named };
}

function cut(piece, names) {
  if (!HAN.test(piece)) return [piece];
  const known = [...names, ...QUESTIONS];
  const runs = piece.split(new RegExp(`(${known.join("|")})`)).filter(Boolean);
  if (!("Segmenter" in Intl)) return runs;
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  return runs.flatMap((run) =>
    known.includes(run) ? [run] : Array.from(segmenter.segment(run), ({ segment }) => segment));
}

// The runs of words between those that any text has.
function withoutStops(words) {
  const runs = [[]];
  for (const word of words) {
    if (STOPS.has(word)) runs.push([]);
    else runs.at(-1).push(word);
  }
  return runs.filter((run) => run.length);
}

// Single characters side by side put together: they are a word that the browser does not know.
function withoutSingles(words) {
  return words.reduce((joined, word, index) => {
    const isSingle = (one) => one?.length === 1 && HAN.test(one);
    if (isSingle(word) && isSingle(words[index - 1])) joined.push(joined.pop() + word);
    else joined.push(word);
    return joined;
  }, []);
}

// What the index is asked for: each Chinese character, and each word without the signs in it.
export function wordsOf(pieces) {
  return pieces.flatMap((piece) => (HAN.test(piece) ? [...piece] : [bare(piece)]));
}

// Whether a query has words in the writing of a language.
export function isIn({ pieces }, tag) {
  return pieces.some((piece) => HAN.test(piece) === (tag === "zh-Hans"));
}

// Whether the Chinese pieces fit on the places where their characters were found: runs of neighbours, long enough.
export function stand(places, pieces) {
  const runs = [];
  let last;
  for (const place of [...places].sort((one, other) => one - other)) {
    if (place === last + 1) runs[runs.length - 1] += 1;
    else if (place !== last) runs.push(1);
    last = place;
  }
  const lengths = pieces.filter((piece) => HAN.test(piece)).map((piece) => [...piece].length);
  return lengths.filter((length) => length > 1).sort((one, other) => other - one).every((length) => {
    runs.sort((one, other) => other - one);
    runs[0] -= length;
    return runs[0] >= 0;
  });
}

// Finds the pieces in a text, and their parts where the pieces are not there; a Latin word in all its forms.
export class Marker {
  constructor({ pieces, parts }) {
    const long = parts.filter((part) => pieces.includes(part) || !HAN.test(part) || part.length > 1);
    this.whole = patternOf(pieces);
    this.any = patternOf([...pieces, ...long]);
    this.number = pieces.length;
    this.starts = parts.map((part) =>
      new RegExp(HAN.test(part) ? [...part].join(" ?") : `\\b${bare(part).slice(0, 4)}`, "iu"));
  }

  // How many parts of the query a record has, or at least words that begin like them. The index takes the beginning of a
  // word that it does not know for the word, "i" for "ibis", and passes over a word of which it has no beginning.
  covers(content) {
    return this.starts.filter((start) => start.test(content)).length;
  }

  // How many different words of the query stand in the text.
  count(text) {
    return new Set(text.match(this.any)?.map((match) => match.toLowerCase())).size;
  }

  // Where the first of them stands; -1 where none does.
  first(text) {
    return text.search(this.whole) >= 0 ? text.search(this.whole) : text.search(this.any);
  }

  // The text in pieces, every second of which is a word of the query.
  split(text) {
    const whole = text.split(this.whole);
    return whole.length > this.number ? whole : text.split(this.any);
  }
}

function patternOf(pieces) {
  const longest = [...new Set(pieces)].sort((one, other) => other.length - one.length);
  return new RegExp(`(${longest.map((piece) => (HAN.test(piece) ? piece : formsOf(bare(piece)))).join("|") || "$^"})`, "giu");
}

function formsOf(word) {
  const stem = word.length < 5 ? word : word.replace(/(ies|es|s|ed|ing|ions?|e|y)$/, "");
  return `\\b${[...stem].join("[.,'’]?")}[\\p{Script=Latin}\\p{N}]*`;
}
