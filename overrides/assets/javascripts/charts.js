// Brings a chart to life when a reader asks for it: by hovering, tapping or the button below it. Until then its still
// picture stands in the page, and neither plotly.js nor the figure is loaded. Esc, or the button again, goes back to the
// picture. The figure is a JSON file; its colours are CSS custom properties and follow the colour scheme. Another script
// may have a figure of its own drawn: it sends "bc:figure" from the canvas, the figure as its detail.

const HOVER_MS = 300; // a mouse that only passes by does not ask
const PHONE_PX = 704; // the width from which the wide picture is shown; see components.css
let plotly;

function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("plotly.min.js", import.meta.url);
    script.onload = () => resolve(window.Plotly);
    script.onerror = (event) => {
      plotly = undefined; // the next reader who asks tries again
      reject(event);
    };
    document.head.append(script);
  });
  return plotly;
}

async function loadFigure(canvas) {
  const answer = await fetch(canvas.dataset.bcFigure);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer.text();
}

// The figure as this screen shows it: colours and fonts from the stylesheet, the changes for a phone where it is one.
function dressed(figure, canvas) {
  const style = getComputedStyle(canvas);
  const text = figure.replaceAll(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  const { data, layout } = JSON.parse(text);
  layout.font.family = style.fontFamily;
  if (innerWidth < PHONE_PX) {
    for (const [path, value] of Object.entries(layout.meta.compact)) {
      const way = path.split(".");
      const last = way.pop();
      way.reduce((node, step) => node[step], layout)[last] = value;
    }
  }
  return { data, layout: { ...layout, height: canvas.clientHeight, width: canvas.clientWidth } };
}

class Chart {
  constructor(canvas) {
    this.canvas = canvas;
    this.button = canvas.closest("figure").querySelector("[data-bc-explore]");
    this.hasPicture = "bcFigure" in canvas.dataset;
    this.live = null;
    let timer;
    canvas.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") timer = setTimeout(() => this.open(), HOVER_MS);
    });
    canvas.addEventListener("pointerleave", () => clearTimeout(timer));
    canvas.addEventListener("click", () => this.open());
    this.button.addEventListener("click", () => {
      if (!this.live) this.open(true);
      else if (this.hasPicture) this.close();
      else this.step(0);
    });
    canvas.closest("figure").addEventListener("keydown", (event) => this.onKey(event));
  }

  async open(byKeyboard = false) {
    if (this.live) return;
    const live = (this.live = document.createElement("div"));
    live.className = "bc-chart__live";
    live.ariaHidden = "true"; // a screen reader is told of each point in words, and has the table
    if (this.hasPicture) this.button.setAttribute("aria-pressed", "true");
    try {
      const [figure] = await Promise.all([this.figure ?? loadFigure(this.canvas), loadPlotly()]);
      this.figure ??= figure;
    } catch {
      if (this.live === live) this.close(); // the picture stays
      return;
    }
    if (this.live !== live) return;
    this.canvas.append(live);
    await this.draw();
    this.canvas.dataset.bcChart = "live";
    if (byKeyboard) this.step(0);
  }

  // Draws a figure that another script has made, now and whenever it makes another.
  show(figure) {
    this.figure = figure;
    this.at = undefined;
    if (this.live?.isConnected) this.draw();
    else this.open();
  }

  async draw() {
    const { data, layout } = dressed(this.figure, this.canvas);
    await window.Plotly.react(this.live, data, layout, { displayModeBar: false });
  }

  close() {
    if (!this.live) return;
    if (this.live.isConnected) window.Plotly.purge(this.live);
    this.live.remove();
    this.live = null;
    this.at = undefined;
    this.canvas.dataset.bcChart = "";
    if (this.hasPicture) this.button.setAttribute("aria-pressed", "false");
  }

  onKey(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key === "Escape" && this.live && this.hasPicture) {
      this.close();
      this.button.focus();
    } else if (event.key in steps && this.live && event.target === this.button) {
      event.preventDefault();
      this.step(steps[event.key]);
    }
  }

  // Shows the label of the next point, as a mouse would, and has a screen reader say it.
  step(by) {
    const points = this.live.data.flatMap((trace, curveNumber) =>
      (trace.hovertext ?? []).map((label, pointNumber) => ({ curveNumber, pointNumber, label })),
    );
    this.at = this.at === undefined ? 0 : (this.at + by + points.length) % points.length;
    const { label, ...point } = points[this.at];
    window.Plotly.Fx.hover(this.live, [point]);
    this.button.parentElement.querySelector("[data-bc-spoken]").textContent = label;
  }
}

const charts = [...document.querySelectorAll("[data-bc-chart]")].map((canvas) => new Chart(canvas));
document.addEventListener("bc:figure", ({ target, detail }) => {
  let chart = charts.find(({ canvas }) => canvas === target);
  if (!chart) charts.push((chart = new Chart(target)));
  chart.show(detail);
});
const redraw = () => charts.filter((chart) => chart.live?.isConnected).forEach((chart) => chart.draw());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
addEventListener("resize", redraw);
