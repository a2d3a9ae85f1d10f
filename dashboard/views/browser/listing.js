// A long piece of HTML, put in place only when it has changed.
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".place");
  if (place.html !== data.html) place.innerHTML = place.html = data.html;
}
