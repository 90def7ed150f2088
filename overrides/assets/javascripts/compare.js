// Narrows the tables of all cities down to the chosen ones, and draws a bar beside each figure; the choice stands in the
// address, so that a comparison can be sent.

const form = document.querySelector("[data-bc-compare]");
const selects = form ? [...form.elements.city] : [];
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
  const query = cities.length ? `?cities=${cities.join(",")}` : location.pathname;
  history.replaceState(null, "", query + location.hash);
}

if (form) {
  const asked = (new URLSearchParams(location.search).get("cities") ?? "").split(",").filter(Boolean);
  asked.slice(0, selects.length).forEach((slug, index) => { selects[index].value = slug; });
  form.addEventListener("change", narrow);
  if (asked.length) narrow();
}
