/** Opens for paper what is folded, where the style alone cannot, and folds it again. */
export const printScript = `
const unfolded = [];
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details:not([open])")) { each.open = true; unfolded.push(each); }
});
addEventListener("afterprint", () => { for (const each of unfolded.splice(0)) each.open = false; });
`;
