/** What the filters do. Without it the page shows everything. It reads attributes and sets `hidden`, never HTML. */
export const filterScript = `
const form = document.querySelector("form");
const findings = [...document.querySelectorAll("article[data-severity]")];
const shown = document.querySelector("#shown");
function filter() {
  const chosen = new FormData(form);
  const severities = chosen.getAll("severity");
  const states = chosen.getAll("status");
  const group = chosen.get("group");
  const words = String(chosen.get("words") ?? "").toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const finding of findings) {
    const { severity, status, group: own } = finding.dataset;
    const text = finding.textContent.toLowerCase();
    const fits = severities.includes(severity) && states.includes(status) && (group === "" || group === own) &&
      words.every((word) => text.includes(word));
    finding.hidden = !fits;
    if (fits) count += 1;
  }
  shown.textContent = count + " of " + findings.length + " shown";
}
form.hidden = findings.length === 0;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
`;
