// Draws the map once from shapes that the browser keeps, then only repaints it.
export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".map");
  const svg = frame.querySelector("svg");
  const tip = frame.querySelector(".tip");
  const select = (code) => setTriggerValue("selected", code);

  const paint = () => {
    const byCode = new Map(data.areas.map((area) => [area[0], area]));
    frame.querySelector("defs").innerHTML ||= data.patterns;
    svg.setAttribute("aria-label", data.alt);
    for (const path of svg.querySelectorAll("path[data-code]")) {
      const [code, name, inRegion, value, fill, outside] = byCode.get(path.dataset.code);
      const region = data.regions[inRegion];
      path.setAttribute("fill", data.fills[fill]);
      path.classList.toggle("pale", Boolean(outside));
      path.classList.toggle("chosen", code === data.selected);
      path.setAttribute("aria-label", `${name}: ${value}. ${region}${outside ? ". Outside the filters" : ""}`);
      path.dataset.tip = `${name}: ${value}. ${region}`;
    }
    svg.querySelector("path.chosen")?.parentNode.append(svg.querySelector("path.chosen")); // on top
    zoom();
  };

  const zoom = () => {
    const shown = [...svg.querySelectorAll("path[data-code]")].filter(
      (path) => !data.zoom || data.zoom.includes(path.dataset.code),
    );
    const boxes = shown.map((path) => path.getBBox());
    const left = Math.min(...boxes.map((b) => b.x)), top = Math.min(...boxes.map((b) => b.y));
    const right = Math.max(...boxes.map((b) => b.x + b.width));
    const bottom = Math.max(...boxes.map((b) => b.y + b.height));
    const box = `${left - 6} ${top - 6} ${right - left + 12} ${bottom - top + 12}`;
    if (svg.getAttribute("viewBox") !== box) svg.setAttribute("viewBox", box);
  };

  const draw = (shapes) => {
    svg.querySelector("g").innerHTML = Object.entries(shapes.paths)
      .map(([code, d]) => `<path data-code="${code}" d="${d}" role="button" tabindex="-1"/>`)
      .join("");
    svg.querySelector("path[data-code]").tabIndex = 0;
    for (const path of svg.querySelectorAll("path[data-code]")) {
      path.onfocus = () => say(path);
      path.onblur = () => say(null);
    }
    frame.dataset.drawn = data.shapes;
    paint();
  };

  // One tab stop; the arrow keys go to the nearest authority in their direction.
  const middle = (path) => {
    const b = path.getBBox();
    return [b.x + b.width / 2, b.y + b.height / 2];
  };
  const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const move = (from, [dx, dy]) => {
    const [x, y] = middle(from);
    let best = null, least = Infinity;
    for (const path of svg.querySelectorAll("path[data-code]")) {
      const [px, py] = middle(path);
      const ahead = (px - x) * dx + (py - y) * dy;
      const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      const cost = ahead + 2 * aside;
      if (path !== from && ahead > 0 && ahead >= aside * 0.5 && cost < least) [best, least] = [path, cost];
    }
    if (best) {
      from.tabIndex = -1;
      best.tabIndex = 0;
      best.focus();
    }
  };

  const say = (path) => {
    tip.textContent = path ? path.dataset.tip : "";
    tip.hidden = !path;
  };
  const area = (event) => event.target.closest?.("path[data-code]");
  svg.onpointerover = (event) => say(area(event));
  svg.onpointerleave = () => say(null);
  svg.onclick = (event) => area(event) && select(area(event).dataset.code);
  svg.onkeydown = (event) => {
    const path = area(event);
    if (!path) return;
    if (event.key in towards) move(path, towards[event.key]);
    else if (event.key === "Enter" || event.key === " ") select(path.dataset.code);
    else if (event.key === "Escape") say(null);
    else return;
    event.preventDefault();
  };

  const save = frame.querySelector("button");
  save.onclick = async () => {
    const text = await (await fetch(data.document)).text();
    const picture = new Image();
    picture.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.naturalWidth * 2, picture.naturalHeight * 2];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = data.file_name;
    link.click();
    URL.revokeObjectURL(picture.src);
  };

  if (frame.dataset.drawn === data.shapes) paint();
  else fetch(data.shapes).then((answer) => answer.json()).then(draw);
}
