/**
 * What the filters do. Without it the page shows everything. It reads attributes and sets `hidden`, never HTML. What is
 * chosen stands in the page's address, so that a link shows somebody else the same.
 */
export const filterScript = `
const form = document.querySelector("#filters");
const findings = [...document.querySelectorAll("article[data-severity]")];
const shown = document.querySelector("#shown");
const start = "#filter?";
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const texts = [...form.querySelectorAll("select, input[type=search]")];
function below(target, chosen) {
  return target === chosen || target.startsWith(chosen + ".") || target.startsWith(chosen + "[");
}
function filter() {
  const chosen = new FormData(form);
  const [severities, states] = [chosen.getAll("severity"), chosen.getAll("status")];
  const [system, group, target] = ["system", "group", "target"].map((name) => chosen.get(name) ?? "");
  const words = String(chosen.get("words") ?? "").toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const finding of findings) {
    const own = finding.dataset;
    const fits = severities.includes(own.severity) && states.includes(own.status) && (group === "" || group === own.group) &&
      (target === "" || below(own.target, target)) && (system === "" || own.systems.split("|").includes(system)) &&
      (words.length === 0 || words.every((word) => finding.textContent.toLowerCase().includes(word)));
    finding.hidden = !fits;
    if (fits) count += 1;
  }
  shown.textContent = count + " of " + findings.length + " shown";
}
function address() {
  const chosen = new URLSearchParams();
  for (const name of ["severity", "status"]) {
    const own = boxes.filter((box) => box.name === name);
    if (own.some((box) => box.checked !== box.defaultChecked))
      chosen.set(name, own.filter((box) => box.checked).map((box) => box.value).join(","));
  }
  for (const { name, value } of texts) if (value !== "") chosen.set(name, value);
  return String(chosen) && start + chosen;
}
function changed() {
  filter();
  history.replaceState(null, "", address() || location.pathname + location.search);
}
function read() {
  if (location.hash.startsWith(start)) {
    const chosen = new URLSearchParams(location.hash.slice(start.length));
    for (const box of boxes)
      box.checked = chosen.has(box.name) ? chosen.get(box.name).split(",").includes(box.value) : box.defaultChecked;
    for (const text of texts) text.value = chosen.get(text.name) ?? "";
    filter();
    document.querySelector("#findings").scrollIntoView();
    return;
  }
  const meant = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!meant || !meant.hidden || !findings.includes(meant)) return;
  for (const box of boxes) box.checked = true;
  for (const text of texts) text.value = "";
  filter();
  meant.scrollIntoView();
}
form.hidden = findings.length === 0;
form.addEventListener("input", changed);
form.addEventListener("reset", () => setTimeout(changed));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", read);
filter();
read();
`;
