/**
 * A drawing of the page as a picture that stands alone: the styles that it has by the page's sheets are written into it.
 *
 * Saves nothing itself; whoever asks gets the file.
 */

/** What of the computed style a drawing is seen by. */
const SEEN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "color", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "display"];

const XMLNS = "http://www.w3.org/2000/svg";

/** The drawing as the text of an SVG file, on the colour of the page. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  originals.forEach((original, at) => {
    const [style, to] = [getComputedStyle(original), copies[at]];
    if (!to) return;
    for (const name of SEEN) to.style.setProperty(name, style.getPropertyValue(name));
    for (const name of ["tabindex", "role", "class", "aria-disabled"]) to.removeAttribute(name);
  });
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", XMLNS);
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const paper = document.createElementNS(XMLNS, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing as the bytes of a PNG file, twice as fine as it is on the page. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const { width, height } = drawing.getBoundingClientRect();
  const image = new Image();
  // The page's policy lets pictures in only from itself and from such addresses.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(width * 2), Math.ceil(height * 2)];
  const context = canvas.getContext("2d");
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}
