// Draws the charts of a page with plotly.js, which is fetched when the first chart comes near the viewport.
// The figure stands in the page as JSON; its colours are CSS custom properties and follow the colour scheme.

const canvases = [...document.querySelectorAll("[data-bc-chart]")];
const figures = new Map(canvases.map((canvas) => [canvas, canvas.querySelector("script").textContent]));
const drawn = new Set();
let plotly;

function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("plotly.min.js", import.meta.url);
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return plotly;
}

// The figure with every var(--x) replaced by what the page's stylesheet says just now.
function coloured(canvas) {
  const style = getComputedStyle(canvas);
  const font = JSON.stringify(style.fontFamily).slice(1, -1);
  const text = figures
    .get(canvas)
    .replaceAll(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim())
    .replaceAll('"inherit"', `"${font}"`);
  return JSON.parse(text);
}

async function draw(canvas) {
  const Plotly = await loadPlotly();
  const { data, layout } = coloured(canvas);
  await Plotly.react(canvas, data, layout, { displayModeBar: false, responsive: true });
  canvas.dataset.bcChart = "drawn";
  drawn.add(canvas);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "200px" },
);
canvases.forEach((canvas) => near.observe(canvas));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach(draw));
