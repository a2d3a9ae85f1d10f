// A table whose rows can be chosen (at most so many) and whose headers sort.
export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".place");
  const boxes = () => [...place.querySelectorAll("input[data-entry]")];
  if (place.html !== data.html) {
    const sorted = document.activeElement?.dataset?.sort;
    place.innerHTML = place.html = data.html;
    if (sorted) place.querySelector(`[data-sort="${sorted}"]`)?.focus();
  }
  place.chosen = data.chosen;
  const show = () => boxes().forEach((box) => {
    box.checked = place.chosen.includes(box.dataset.entry);
    box.disabled = !box.checked && place.chosen.length >= data.most;
  });
  show();
  place.onchange = ({ target }) => {
    const others = place.chosen.filter((entry) => entry !== target.dataset.entry);
    place.chosen = target.checked ? [...others, target.dataset.entry] : others;
    show();
    setTriggerValue("chosen", place.chosen);
  };
  place.onclick = ({ target }) => {
    const header = target.closest("[data-sort]");
    if (header) setTriggerValue("sort", header.dataset.sort);
  };
}
