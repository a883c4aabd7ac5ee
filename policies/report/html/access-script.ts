/** Shows of all cells the one that is chosen, by click, by focus or by the page's address. Where there is no matrix, all stay. */
export const accessScript = `
for (const system of document.querySelectorAll(".access-system")) {
  const links = [...system.querySelectorAll(".access-scroll a")];
  if (links.length === 0) continue;
  const panels = [...system.querySelectorAll(".access-cell")];
  const hint = system.querySelector(".access-hint");
  const choose = (id) => {
    const isOwn = panels.some((panel) => panel.id === id);
    if (!isOwn) return;
    for (const panel of panels) panel.hidden = panel.id !== id;
    for (const link of links)
      if (link.hash === "#" + id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    hint.hidden = true;
  };
  for (const panel of panels) panel.hidden = true;
  hint.hidden = false;
  for (const link of links) {
    link.addEventListener("focus", () => choose(link.hash.slice(1)));
    // The matrix stays in sight; the address still names the cell.
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(link.hash.slice(1));
      history.replaceState(null, "", link.hash);
      panels.find((panel) => !panel.hidden)?.scrollIntoView({ block: "nearest" });
    });
  }
  addEventListener("hashchange", () => choose(location.hash.slice(1)));
  choose(location.hash.slice(1));
}
`;
