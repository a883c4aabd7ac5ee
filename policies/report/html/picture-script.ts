/**
 * What pictures do: zoom, move, and show beside the picture what is listed below of a part. It moves the viewBox and
 * copies elements of the page, so that no text is ever read as HTML.
 */
export const pictureScript = `
const choice = document.querySelector("#picture-choice");
const figures = [...document.querySelectorAll("figure.picture")];
for (const control of document.querySelectorAll(".picture-choice, .toolbar")) control.hidden = false;
function choose() { for (const figure of figures) figure.classList.toggle("other", figure.id !== choice.value); }
function meant() {
  const target = /^#picture-\\d/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (!target) return;
  if (choice) { choice.value = target.closest("figure").id; choose(); }
  for (let each = target.parentElement; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  target.scrollIntoView();
}
if (choice) { choice.addEventListener("change", choose); choose(); }
addEventListener("hashchange", meant);
meant();
for (const figure of figures) {
  const stage = figure.querySelector(".stage");
  const svg = stage.querySelector("svg");
  const panel = figure.querySelector(".panel");
  const all = svg.getAttribute("viewBox").split(" ").map(Number);
  let [x, y, width, height] = all;
  function show() {
    width = Math.min(all[2], Math.max(all[2] / 12, width));
    height = width * all[3] / all[2];
    x = Math.min(all[2] - width, Math.max(0, x));
    y = Math.min(all[3] - height, Math.max(0, y));
    svg.setAttribute("viewBox", [x, y, width, height].map((number) => Math.round(number * 100) / 100).join(" "));
    stage.classList.toggle("zoomed", width < all[2]);
  }
  function zoom(factor, atX = 0.5, atY = 0.5) {
    const before = [width, height];
    width /= factor;
    width = Math.min(all[2], Math.max(all[2] / 12, width));
    height = width * all[3] / all[2];
    x += (before[0] - width) * atX;
    y += (before[1] - height) * atY;
    show();
  }
  function move(stepX, stepY) { x += stepX * width; y += stepY * height; show(); }
  function reset() { [x, y, width, height] = all; show(); }
  function place(event) {
    const box = svg.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }
  const zooms = { in: () => zoom(1.4), out: () => zoom(1 / 1.4), all: reset };
  for (const button of figure.querySelectorAll("[data-zoom]")) button.addEventListener("click", zooms[button.dataset.zoom]);
  addEventListener("beforeprint", () => svg.setAttribute("viewBox", all.join(" ")));
  addEventListener("afterprint", show);
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) {
      // Where there is no further to go, the wheel is the page's.
      const isFree = event.deltaY > 0 ? width < all[2] : width > all[2] / 12;
      if (!isFree || !stage.contains(document.activeElement)) return;
    }
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), ...place(event));
  }, { passive: false });
  const keys = { "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), 0: reset,
    ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1) };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  const fingers = new Map();
  let moved = 0;
  const apart = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY); };
  stage.addEventListener("pointerdown", (event) => { if (fingers.size === 0) moved = 0; fingers.set(event.pointerId, event); });
  // What is let go outside, before it counts as a drag, is not told to the picture.
  const letGo = (event) => {
    fingers.delete(event.pointerId);
    stage.classList.remove("dragging");
    // The click of a drag comes first; a key that chooses is a click, too.
    setTimeout(() => { moved = 0; });
  };
  stage.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    if (event.buttons === 0) { letGo(event); return; }
    const box = svg.getBoundingClientRect();
    if (fingers.size === 2) {
      const before = apart();
      fingers.set(event.pointerId, event);
      zoom(apart() / Math.max(1, before), ...place(event));
      moved = 99;
      return;
    }
    moved += Math.abs(event.clientX - last.clientX) + Math.abs(event.clientY - last.clientY);
    fingers.set(event.pointerId, event);
    if (moved < 5) return;
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("dragging");
    move((last.clientX - event.clientX) / box.width, (last.clientY - event.clientY) / box.height);
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo);
  stage.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    if (moved >= 5) return;
    const part = document.getElementById(link.getAttribute("href").slice(1));
    if (part) open(link, part);
  });
  function open(link, part) {
    for (const chosen of svg.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
    link.classList.add("chosen");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "Close";
    close.addEventListener("click", () => {
      keep(link, () => { panel.hidden = true; });
      link.classList.remove("chosen");
      link.focus();
    });
    panel.replaceChildren(close, ...[...part.children].map((child) => child.cloneNode(true)));
    for (const inner of panel.querySelectorAll("details")) inner.open = true;
    const isBeside = matchMedia("(min-width: 64rem)").matches;
    keep(link, () => { panel.hidden = false; });
    panel.focus({ preventScroll: isBeside });
    // Below a low part there may be less of the figure than the panel is tall: it is pushed up then.
    const missing = panel.getBoundingClientRect().top - parseFloat(getComputedStyle(panel).top);
    if (isBeside && missing < 0) scrollBy(0, missing);
  }
  // The panel takes width from the picture, which gets lower: what was clicked stays where it is on the screen.
  function keep(link, change) {
    const before = link.getBoundingClientRect().top;
    change();
    scrollBy(0, link.getBoundingClientRect().top - before);
  }
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") panel.querySelector(".close").click(); });
}
`;
