// Orders the facilities by their distance from where the visitor is. The position never leaves the page.
(() => {
  const box = document.querySelector(".gplx-near-me");
  if (!box || !("geolocation" in navigator)) return;
  const button = box.querySelector("button");
  const said = box.querySelector("p");
  const first = document.querySelector(".gplx-facilities");
  const radians = (degrees) => (degrees * Math.PI) / 180;

  const kilometres = (here, item) => {
    const north = radians(item.dataset.latitude - here.latitude) / 2;
    const east = radians(item.dataset.longitude - here.longitude) / 2;
    const across = Math.sin(north) ** 2
      + Math.cos(radians(here.latitude)) * Math.cos(radians(item.dataset.latitude)) * Math.sin(east) ** 2;
    return 12742 * Math.asin(Math.sqrt(across));
  };

  const order = ({ coords }) => {
    const items = [...document.querySelectorAll(".gplx-facility")].map((item) => [kilometres(coords, item), item]);
    for (const [far, item] of items.sort((one, other) => one[0] - other[0])) {
      const words = item.querySelector(".gplx-facility__far");
      words.textContent = ` · ${box.dataset.far.replace("{km}", Math.round(far))}`;
      words.hidden = false;
      first.append(item);
    }
    document.querySelectorAll(".gplx-finder__list details").forEach((folded) => folded.remove());
    said.textContent = box.dataset.done;
  };

  button.addEventListener("click", () => {
    said.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(order, () => { said.textContent = box.dataset.failed; }, { timeout: 15000 });
  });
  box.hidden = false;
})();
