"use strict";
// Light every piece of the evidence that the address names; Escape puts the light out.
function light() {
  document.querySelectorAll("mark.lit").forEach((piece) => piece.classList.remove("lit"));
  const name = decodeURIComponent(location.hash.slice(1));
  if (!/^y\d+-\d+-\d+$/.test(name)) return;
  const pieces = document.querySelectorAll('mark[data-e="' + name + '"]');
  pieces.forEach((piece) => piece.classList.add("lit"));
  if (pieces.length) pieces[0].scrollIntoView({ block: "center" });
}
addEventListener("hashchange", light);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash) location.hash = "";
});
light();
