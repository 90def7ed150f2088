// Narrows the tables of all cities down to the chosen ones, draws a bar beside each figure, and one indicator of theirs
// year by year; the choice stands in the address, so that a comparison can be sent.

const form = document.querySelector("[data-bc-compare]");
const selects = form ? [...form.elements.city] : [];
const trendSelect = form?.elements.trend;
const trendFrame = document.querySelector("[data-bc-trend]");
const tables = [...document.querySelectorAll(".bc-compare")];

function chosen() {
  return [...new Set(selects.map((select) => select.value).filter(Boolean))];
}

function barIn(cell, share) {
  let bar = cell.querySelector(".bc-compare__bar");
  if (!bar) {
    bar = document.createElement("span");
    bar.className = "bc-compare__bar";
    cell.append(bar);
  }
  bar.style.width = `${Math.round(share * 100)}%`;
}

function showRow(row, shown) {
  const cells = [...row.cells].slice(1);
  const amounts = shown.map((column) => Math.abs(Number(cells[column].dataset.bcAmount ?? Number.NaN)));
  const largest = Math.max(...amounts.filter(Number.isFinite), 0);
  cells.forEach((cell, column) => {
    cell.hidden = !shown.includes(column);
    if (!cell.dataset.bcAmount) cell.textContent = form.dataset.bcGap;
  });
  shown.forEach((column, index) => {
    if (Number.isFinite(amounts[index]) && largest > 0) barIn(cells[column], amounts[index] / largest);
  });
  row.hidden = !amounts.some((amount) => amount > 0);
}

function showAll(table) {
  for (const cell of table.querySelectorAll("[hidden]")) cell.hidden = false;
  for (const bar of table.querySelectorAll(".bc-compare__bar")) bar.remove();
  for (const cell of table.querySelectorAll("td:not([data-bc-amount])")) cell.textContent = "–";
}

// The lines of the chosen cities out of a figure that has those of all; the first chosen has the first colour.
function figureOf(figure, cities) {
  const styles = figure.layout.meta.chosen;
  const data = cities.flatMap((city, index) => {
    const [colour, symbol] = styles[index];
    const traces = figure.data.filter((trace) => trace.legendgroup === city);
    return traces.map((trace) => {
      const dressed = JSON.parse(JSON.stringify(trace).replaceAll("var(--bc-chosen)", colour));
      if (dressed.marker) dressed.marker.symbol = symbol;
      return dressed;
    });
  });
  return JSON.stringify({ data, layout: figure.layout });
}

let asked = 0;

async function drawTrend(cities) {
  const number = (asked += 1);
  for (const option of trendSelect.options) {
    const known = option.dataset.bcCities?.split(" ");
    option.disabled = Boolean(known) && !cities.some((city) => known.includes(city));
  }
  const [option] = trendSelect.selectedOptions;
  const isShown = cities.length > 1 && Boolean(option.value) && !option.disabled;
  trendFrame.hidden = !isShown;
  if (!isShown) return;
  const [title, notes] = trendFrame.querySelectorAll(".bc-chart__title, .bc-chart__sub");
  title.textContent = option.textContent;
  notes.textContent = option.dataset.bcNotes;
  const answer = await fetch(option.dataset.bcFigure);
  const figure = await answer.json();
  if (number !== asked) return; // the reader has chosen something else since
  for (const link of trendFrame.querySelectorAll("[data-bc-city]")) {
    const city = link.dataset.bcCity;
    link.hidden = !cities.includes(city) || !(city in figure.anchors);
    link.hash = figure.anchors[city] ?? "";
  }
  const missing = selects.filter(({ value }) => cities.includes(value) && !(value in figure.anchors));
  const names = new Intl.ListFormat(document.documentElement.lang).format(missing.map((one) => one.selectedOptions[0].text));
  const without = trendFrame.querySelector("[data-bc-without]");
  without.textContent = names && without.dataset.bcWithout.replace("{}", () => names);
  const canvas = trendFrame.querySelector(".bc-chart__canvas");
  canvas.dispatchEvent(new CustomEvent("bc:figure", { bubbles: true, detail: figureOf(figure, cities) }));
}

function addressOf(cities) {
  const query = [];
  if (cities.length) query.push(`cities=${cities.join(",")}`);
  if (cities.length && trendSelect.value) query.push(`trend=${trendSelect.value}`);
  return (query.length ? `?${query.join("&")}` : location.pathname) + location.hash;
}

function narrow() {
  const cities = chosen();
  for (const table of tables) {
    table.classList.toggle("bc-compare--chosen", cities.length > 1);
    if (cities.length < 2) {
      showAll(table);
      continue;
    }
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const shown = heads.flatMap((head, column) => (cities.includes(head.dataset.bcCity) ? [column] : []));
    heads.forEach((head, column) => { head.hidden = !shown.includes(column); });
    for (const row of table.tBodies[0].rows) showRow(row, shown);
  }
  history.replaceState(null, "", addressOf(cities));
  drawTrend(cities);
}

if (form) {
  const query = new URLSearchParams(location.search);
  const slugs = (query.get("cities") ?? "").split(",").filter(Boolean);
  slugs.slice(0, selects.length).forEach((slug, index) => { selects[index].value = slug; });
  const trends = [...trendSelect.options].map(({ value }) => value);
  if (trends.includes(query.get("trend"))) trendSelect.value = query.get("trend");
  form.addEventListener("change", narrow);
  if (slugs.length) narrow();
}
