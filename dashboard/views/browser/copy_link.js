// The clipboard is there on https and localhost only; elsewhere the older command, and failing
// that the text stands selected, to be copied by hand.
export default function ({ data, parentElement }) {
  const link = parentElement.querySelector("input");
  const said = parentElement.querySelector("[role=status]");
  const address = new URL(data.address, document.baseURI).href;
  if (link.value !== address) { link.value = address; said.textContent = ""; }
  parentElement.querySelector("button").onclick = async () => {
    link.focus();
    link.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(link.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    said.textContent = copied ? "Copied" : "Selected: copy it with Ctrl+C";
  };
}
