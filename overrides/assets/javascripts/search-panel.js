// The panel of search, in a dialog or on the page of search: a query, two choices, and what is found, by kind and place.

import { find, prepare, read } from "./search-index.js";
import { isIn, Marker, readQuery } from "./search-query.js";

const TAG = document.documentElement.lang;
const IS_CHINESE = TAG.startsWith("zh");
const OTHER = IS_CHINESE ? "en" : "zh-Hans";
const STYLE = new URL("../stylesheets/search.css", import.meta.url);
const KINDS = ["term", "topic", "city", "member", "page"];
const WAIT_MS = 150;
const PATIENCE_MS = 20_000;
const NAMED = 6;
const STATEMENTS = 8;
const NEXT = 12;
const PASSAGES = 3;
const LENGTH = IS_CHINESE ? 120 : 240;

// The panel, ready to be opened. `address` is that of the page of search, `here` its place on it, if this is that page.
export async function createPanel(address, here) {
  const ready = prepare();
  const [answer] = await Promise.all([fetch(new URL("words.json", address)), style()]);
  const panel = new Panel(await answer.json(), address, here);
  ready.catch(() => panel.fail());
  return panel;
}

function style() {
  const link = make("link", { rel: "stylesheet", href: STYLE });
  return new Promise((done, failed) => {
    link.addEventListener("load", done);
    link.addEventListener("error", failed);
    document.head.append(link);
  });
}

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function glyph(name) {
  const [svg, use] = ["svg", "use"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#bc-i-${name}`);
  svg.append(use);
  return svg;
}

// A long text from the start of the clause in which the first match stands.
function clipped(text, marker) {
  if (text.length <= LENGTH) return text;
  const at = marker.first(text);
  const start = at < LENGTH / 2 ? 0 : text.slice(0, at).search(/[^\s，。；：、,;:.]*[\s，。；：、,;:.]?[^，。；：、,;:.]{0,40}$/u);
  const end = start + LENGTH;
  const cut = end < text.length ? text.slice(start, end).replace(/[\p{Script=Latin}\p{N}.,'’-]*$/u, "…") : text.slice(start);
  return start > 0 ? `…${cut}` : cut;
}

class Panel {
  #words;
  #address;
  #here;
  #turn = 0;
  #timer;
  #found;
  #input = make("input", { type: "text", name: "q", autocomplete: "off", enterKeyHint: "search", spellcheck: false });
  #count = make("output", { className: "bc-search__count" });
  #list = make("div", { className: "bc-search__list" });
  #foot = make("p", { className: "bc-search__foot" });
  #form;
  #dialog;

  constructor(words, address, here) {
    this.#words = words;
    this.#address = address;
    this.#here = here;
    this.#form = make("form", { className: "bc-search__form", role: "search" },
      make("label", { className: "bc-filter__field bc-search__query" }, make("span", {}, words.label), this.#input),
      this.#choice("city", words.city, words.cities), this.#choice("topic", words.topic, words.topics));
    this.#form.addEventListener("input", (event) => event.isComposing || this.#later());
    this.#form.addEventListener("compositionend", () => this.#later());
    this.#form.addEventListener("submit", (event) => this.#enter(event));
    const body = make("div", { className: "bc-search__body" }, this.#form, this.#count, this.#list, this.#foot);
    body.addEventListener("keydown", (event) => this.#move(event));
    if (here) this.#settle(body);
    else this.#frame(body);
  }

  open() {
    if (!this.#dialog?.open) this.#dialog?.showModal();
    this.#input.focus();
    this.#input.select();
  }

  fail() {
    this.#say(this.#words.failed);
  }

  #choice(name, label, names) {
    const options = Object.entries(names).map(([value, text]) => make("option", { value }, text));
    const all = make("option", { value: "" }, this.#words.all);
    return make("label", { className: "bc-filter__field" }, make("span", {}, label), make("select", { name }, all, ...options));
  }

  // On the page of search the query stands in the address.
  #settle(body) {
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (this.#form.elements.namedItem(name)) this.#form.elements.namedItem(name).value = value;
    }
    this.#here.replaceChildren(body);
    this.#search();
  }

  #frame(body) {
    const close = make("button", { type: "button", className: "bc-tool" }, this.#words.close);
    this.#dialog = make("dialog", { className: "bc bc-search", "aria-label": this.#words.title },
      make("div", { className: "bc-search__head" }, make("h2", {}, this.#words.title), close),
      body, make("p", { className: "bc-note bc-search__help" }, this.#words.help));
    this.#dialog.addEventListener("click", ({ target }) => {
      if ([this.#dialog, close].includes(target) || target.closest("a")) this.#dialog.close();
    });
    document.body.append(this.#dialog);
  }

  // The arrow keys move from the query through the results and back.
  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.tagName === "SELECT") return;
    event.preventDefault();
    const stops = [this.#input, ...this.#list.querySelectorAll("a, button")];
    stops[stops.indexOf(event.target) + step]?.focus();
  }

  #enter(event) {
    event.preventDefault();
    this.#list.querySelector("a")?.focus();
  }

  #later() {
    this.#list.setAttribute("aria-busy", "true");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), WAIT_MS);
  }

  async #search() {
    const turn = ++this.#turn;
    const given = [...new FormData(this.#form)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(given).toString();
    if (this.#here) history.replaceState(null, "", query ? `?${query}` : location.pathname);
    const { q: asked, ...chosen } = Object.fromEntries(given);
    if (!asked) return this.#say("", false);
    const late = setTimeout(() => turn === this.#turn && this.fail(), PATIENCE_MS);
    try {
      const found = await this.#find(await readQuery(asked, this.#words.cities), chosen);
      if (turn !== this.#turn) return;
      if (found.entries.length) this.#show(found, query);
      else this.#say(this.#words.none.replace("{asked}", asked));
    } catch {
      if (turn === this.#turn) this.fail();
    } finally {
      clearTimeout(late);
    }
  }

  // What has all of the query in the language of the page, or in the other if it is written in that, or else half of it.
  async #find(query, chosen) {
    const ways = [{ tag: TAG }, ...(isIn(query, OTHER) ? [{ tag: OTHER }] : []), { tag: TAG, isAny: true }];
    let best;
    for (const way of ways) {
      const found = await this.#findBy(way, query, chosen);
      if (!best || found.covered > best.covered) best = found;
      if (best.covered === query.parts.length) break;
    }
    return best;
  }

  // The first results with what they show, and the rest.
  async #findBy(way, query, chosen) {
    const { exact, named, statements } = await find(query, chosen, way);
    const first = [...named.slice(0, Math.max(exact, NAMED)), ...statements.slice(0, STATEMENTS)];
    const rest = [...statements.slice(STATEMENTS), ...named.slice(Math.max(exact, NAMED))];
    const marker = new Marker(query);
    const entries = (await Promise.all(first.map(read))).filter(({ content }) => marker.covers(content));
    const covered = Math.max(0, ...entries.map(({ content }) => marker.covers(content)));
    return { tag: way.tag, marker, entries, rest, exact, covered };
  }

  #show(found, query) {
    const { all, results, one_result: one, other_language: other } = this.#words;
    const number = found.entries.length + found.rest.length;
    const counted = number === 1 ? one : results.replace("{number}", number);
    this.#found = found;
    this.#count.textContent = found.tag === TAG ? counted : `${other} ${counted}`;
    this.#foot.replaceChildren(make("a", { href: `${this.#address}?${query}` }, this.#words.address));
    this.#foot.hidden = Boolean(this.#here);
    this.#draw();
    this.#list.setAttribute("aria-busy", "false");
  }

  // A message in place of results, and the lists that take the place of search.
  #say(message, withLists = true) {
    const links = this.#words.instead.map(({ title, href }) =>
      make("a", { className: "bc-tool", href: new URL(href, this.#address) }, title));
    this.#count.textContent = message;
    this.#list.replaceChildren(...(withLists ? [make("p", { className: "bc-tools" }, ...links)] : []));
    this.#foot.replaceChildren();
    this.#list.setAttribute("aria-busy", "false");
  }

  #draw() {
    this.#list.replaceChildren(...this.#sections());
    if (!this.#found.rest.length) return;
    const more = make("button", { type: "button", className: "bc-tool" }, this.#words.more);
    more.addEventListener("click", () => this.#more());
    this.#list.append(more);
  }

  async #more() {
    const { entries, rest } = this.#found;
    const hrefs = () => [...this.#list.querySelectorAll("a")];
    const known = new Set(hrefs().map(({ href }) => href));
    entries.push(...(await Promise.all(rest.splice(0, NEXT).map(read))));
    this.#draw();
    (hrefs().find(({ href }) => !known.has(href)) ?? this.#input).focus();
  }

  // Entries by kind and, within it, by place; the kind of what is called as asked comes first.
  #sections() {
    const kinds = new Map(KINDS.map((kind) => [kind, new Map()]));
    for (const entry of this.#found.entries) {
      const { kind = entry.marks.city ? "city" : "topic" } = entry.marks;
      const groups = kinds.get(kind);
      const key = ["city", "topic"].includes(kind) ? entry.page : entry.href;
      const group = groups.get(key) ?? { href: key, statements: [] };
      if (entry.marks.kind) group.entry = entry;
      else group.statements.push(entry);
      groups.set(key, group);
    }
    const exact = this.#found.entries.slice(0, this.#found.exact).map(({ marks }) => marks.kind);
    const first = KINDS.find((kind) => exact.includes(kind));
    return [...kinds].filter(([, groups]) => groups.size)
      .sort(([one], [other]) => (other === first) - (one === first))
      .map(([kind, groups]) => this.#section(this.#words.kinds[kind], [...groups.values()]));
  }

  #section(title, groups) {
    return make("section", {}, make(this.#here ? "h2" : "h3", { className: "bc-search__kind" }, title),
      make("ul", { className: "bc-search__groups" }, ...groups.map((group) => this.#group(group))));
  }

  #group({ href, entry, statements }) {
    const title = entry?.title ?? this.#nameOf("cities", statements[0].marks.city) ?? this.#nameOf("topics", statements[0].marks.topic);
    const item = make("li", {}, make("a", { className: "bc-search__title", href }, make("span", {}, ...this.#marked(title))));
    if (this.#found.tag !== TAG) item.lang = this.#found.tag;
    if (entry) item.append(make("p", { className: "bc-search__text" }, ...this.#snippet(entry.passages[0])));
    if (statements.length) {
      const items = statements.flatMap((one) => this.#statements(one));
      item.append(make("ul", { className: "bc-search__statements" }, ...items));
    }
    return item;
  }

  // The name of what the index calls by its id without hyphens; undefined where it has none.
  #nameOf(kind, mark) {
    return Object.entries(this.#words[kind]).find(([id]) => id.replaceAll("-", "") === mark)?.[1];
  }

  #marked(text) {
    return this.#found.marker.split(text).map((piece, index) => (index % 2 ? make("mark", {}, piece) : piece));
  }

  #snippet({ text, more }) {
    const { marker } = this.#found;
    return this.#marked(clipped(marker.count(more) > marker.count(text) ? more : text, marker));
  }

  // The statements of one theme that have most of what was asked, and how many others have as much.
  #statements({ passages, marks }) {
    const { marker } = this.#found;
    const counts = passages.map(({ text, more }) => marker.count(`${text} ${more}`));
    const best = passages.filter((_, index) => counts[index] === Math.max(...counts));
    const items = best.slice(0, PASSAGES).map((one) => this.#statement(one, this.#nameOf("themes", marks.theme)));
    const rest = best.slice(PASSAGES);
    if (rest.length) {
      const words = this.#words.rest.replace("{number}", rest.length);
      items.push(make("li", {}, make("a", { className: "bc-note", href: rest[0].href }, words)));
    }
    return items;
  }

  #statement({ href, text, more, status }, theme) {
    const { marker } = this.#found;
    const link = make("a", { href }, make("span", { className: "bc-search__theme" }, theme), " ", ...this.#marked(text));
    if (marker.count(more) > marker.count(text)) {
      link.append(" ", make("span", { className: "bc-note" }, ...this.#marked(clipped(more, marker))));
    }
    const item = make("li", {}, link);
    const [code, word] = Object.entries(this.#words.statuses).find(([id]) => id.replaceAll("-", "") === status) ?? [];
    if (code) item.append(make("span", { className: `bc-status bc-status--${code}` }, glyph(code), word));
    return item;
  }
}
