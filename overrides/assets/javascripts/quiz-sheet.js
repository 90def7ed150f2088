// Puts another sheet on the page of the quiz, by a seed that stands in the address, and marks what was answered. The
// same seed draws the same questions as hooks/beautiful_cities/sheets.py does, in both languages.

const SHEET = 10;
const AT_MOST = 2; // of one kind, and of one place, as long as there are others; the kind counts for more
const bytes = new TextEncoder();

export function rank(text) {
  let state = 2166136261;
  for (const byte of bytes.encode(text)) state = Math.imul(state ^ byte, 16777619);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

export function drawn(pool, seed) {
  const ranked = pool
    .map((question) => [rank(`${seed}/${question.id}`), question])
    .sort(([one, { id }], [other, { id: otherId }]) => one - other || (id < otherId ? -1 : 1))
    .map(([, question]) => question);
  const counts = new Map();
  const count = (key) => counts.get(key) ?? 0;
  const chosen = [];
  for (const [ofKind, ofPlace] of [[AT_MOST, AT_MOST], [AT_MOST, SHEET], [SHEET, SHEET]]) {
    for (const question of ranked) {
      const [kind, place] = [`kind ${question.kind}`, `place ${question.place}`];
      const isFree = !chosen.includes(question) && chosen.length < SHEET;
      if (isFree && count(kind) < ofKind && count(place) < ofPlace) {
        counts.set(kind, count(kind) + 1).set(place, count(place) + 1);
        chosen.push(question);
      }
    }
  }
  return chosen;
}

// A list like the one that is there, one entry for each value; its first entry is the pattern.
function fillList(list, selector, values, fill) {
  const entries = [...list.querySelectorAll(selector)];
  const pattern = entries[0].cloneNode(true);
  const anchor = entries.at(-1).nextSibling;
  const parent = entries[0].parentNode;
  for (const entry of entries) entry.remove();
  values.forEach((value, index) => {
    const entry = pattern.cloneNode(true);
    fill(entry, value, index);
    parent.insertBefore(entry, anchor);
  });
}

const CHINESE = /([\u3400-\u9fff](?:[\d\u3000-\u9fff]*[\u3400-\u9fff])?)/;
const isChinesePage = document.documentElement.lang.startsWith("zh");

// Words, with Chinese in another language marked, so that it is read aloud as Chinese.
function say(element, words) {
  const pieces = isChinesePage ? [words] : String(words).split(CHINESE);
  element.replaceChildren(
    ...pieces.map((piece, index) => {
      if (index % 2 === 0) return String(piece);
      const chinese = document.createElement("span");
      chinese.lang = "zh-Hans";
      chinese.textContent = piece;
      return chinese;
    }),
  );
}

function fillQuestion(entry, question, index) {
  const [number, ask] = entry.querySelectorAll("legend > span");
  say(number, index + 1);
  say(ask, question.ask);
  for (const old of entry.querySelectorAll(".bc-question__statement")) old.remove();
  for (const words of question.statements) {
    const statement = document.createElement("p");
    statement.className = "bc-question__statement";
    say(statement, words);
    entry.querySelector(".bc-question__option").before(statement);
  }
  fillList(entry.querySelector("fieldset"), ".bc-question__option", question.options, (option, words, at) => {
    const input = option.querySelector("input");
    input.name = `question-${index + 1}`;
    input.value = at;
    input.checked = false;
    say(option.querySelector("span"), words);
  });
  say(entry.querySelector(".bc-question__verdict"), "");
}

function fillAnswer(entry, question, index) {
  say(entry.querySelector(".bc-question__number"), index + 1);
  say(entry.querySelector("[data-bc-answer]"), question.options[question.right]);
  fillList(entry, ".bc-answer__fact", question.basis, (fact, basis) => {
    const link = fact.querySelector("a");
    say(fact.firstChild, `${basis.text} `);
    say(link, basis.source);
    link.href = basis.href;
  });
}

export function start(quiz) {
  const part = (name) => quiz.querySelector(`[data-bc-${name}]`);
  const [seed, link, score, key] = ["seed", "link", "score", "key"].map(part);
  let pool;

  async function load() {
    pool ??= await (await fetch(quiz.dataset.bcQuiz)).json();
    return pool;
  }

  async function show(words) {
    const sheet = drawn(await load(), words);
    fillList(part("questions"), ".bc-question", sheet, fillQuestion);
    fillList(part("answers"), ".bc-answer", sheet, fillAnswer);
    key.open = false;
    say(score, "");
    seed.value = words;
    link.href = `?seed=${encodeURIComponent(words)}`;
    link.hidden = !words;
  }

  async function draw() {
    const words = seed.value.trim() || Math.random().toString(36).slice(2, 6);
    await show(words);
    history.pushState(null, "", `?seed=${encodeURIComponent(words)}`);
    part("questions").querySelector("input").focus();
  }

  // The right options are in the answers beside, so that a sheet can be marked before the file of all is loaded.
  function check() {
    const answers = [...quiz.querySelectorAll("[data-bc-answer]")].map((one) => one.textContent);
    let right = 0;
    [...quiz.querySelectorAll(".bc-question")].forEach((question, index) => {
      const chosen = question.querySelector("input:checked");
      const isRight = chosen?.nextElementSibling.textContent === answers[index];
      right += isRight;
      const { bcRight, bcWrong, bcOpen } = score.dataset;
      const verdict = question.querySelector(".bc-question__verdict");
      verdict.classList.toggle("bc-question__verdict--right", Boolean(isRight));
      say(verdict, isRight ? bcRight : chosen ? bcWrong.replace("{answer}", answers[index]) : bcOpen);
    });
    say(score, score.dataset.bcWords.replace("{right}", right).replace("{all}", answers.length));
    key.open = true;
  }

  const asked = () => new URLSearchParams(location.search).get("seed") ?? "";
  part("draw").addEventListener("click", draw);
  part("check").addEventListener("click", check);
  quiz.addEventListener("submit", (event) => event.preventDefault());
  seed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") draw();
  });
  addEventListener("popstate", () => show(asked()));
  if (asked()) show(asked());
}
