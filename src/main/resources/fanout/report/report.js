
"use strict";
/* Filters and sorts a comparison; all else on the page works without a script. */
(async () => {
  const source = document.getElementById("rows");
  if (!source) {
    return;
  }
  const packed = Uint8Array.from(atob(source.textContent), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const {columns, max, margin, folded, rows} = await new Response(unpacked).json();
  const [NAME, VALUES, BASE, NEW, RATIO, LOW, HIGH, VERDICT, INK, REMARKS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const PAGE = 200;
  const place = document.querySelector(".compared");
  const namespace = place.querySelector("svg").namespaceURI;
  const verdicts = [...new Set(rows.map((row) => row[VERDICT]))];
  const usual = verdicts.filter((verdict) => !folded.includes(verdict));
  const headings = ["benchmark", ...columns, "base", "new", "new ÷ base", "verdict"];
  /* 16.60M is a number, too. */
  const plain = (figure) => figure.replace(/[MGT]$/, (prefix) => ({M: "e6", G: "e9", T: "e12"})[prefix]);
  const key = [
    (row) => row[NAME],
    ...columns.map((name, i) => (row) => row[VALUES][i]),
    ...[BASE, NEW, RATIO].map((i) => (row) => plain(row[i])), (row) => verdicts.indexOf(row[VERDICT]),
  ];
  rows.forEach((row) => {
    row.words = (row[NAME] + " " + row[VALUES].map((value, i) => columns[i] + "=" + value).join(" ")).toLowerCase();
  });

  const make = (tag, attributes, ...children) => {
    const svg = ["svg", "rect", "line", "text", "title"].includes(tag);
    const element = svg ? document.createElementNS(namespace, tag) : document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };
  const across = (value) => 1.5 + 97 * Math.min(max, Math.max(0, value)) / max;
  const bar = (y, value, ink) => make("rect", {class: ink, fill: "currentColor", x: "1.5%", y, height: 8, width: across(value) - 1.5 + "%"});
  const rule = (x1, x2, y1, y2) => make("line", {class: "text", stroke: "currentColor", "stroke-width": 1.5, x1: across(x1) + "%", x2: across(x2) + "%", y1, y2});
  const edge = (value) => make("line", {class: "soft", stroke: "currentColor", "stroke-dasharray": "2 3", x1: across(value) + "%", x2: across(value) + "%", y1: 0, y2: 24});
  const cut = () => make("text", {class: "soft", fill: "currentColor", "font-size": 12, "text-anchor": "end", x: across(max) + "%", y: 10}, "→");
  const lane = (row) => {
    const drawn = make("svg", {width: "100%", height: 24}, edge(1 / (1 + margin)), edge(1 + margin));
    const [ratio, low, high] = [RATIO, LOW, HIGH].map((i) => plain(row[i]));
    if (Number.isFinite(+ratio)) {
      drawn.append(bar(2, 1, "pale"), bar(12, +ratio, row[INK]));
    }
    if (low) {
      drawn.append(rule(low, high, 16, 16), rule(low, low, 13, 19), rule(high, high, 13, 19));
    }
    if ([ratio, high].some((value) => Number.isFinite(+value) && value > max)) {
      drawn.append(cut());
    }
    return drawn;
  };
  const line = (row) => {
    const remarks = row[REMARKS] ? [make("details", {class: "badge"}, make("summary", {}, "⚠ remarks"), row[REMARKS])] : [];
    return make("tr", {},
      make("th", {scope: "row"}, row[NAME].replace(/([._])(?=[A-Za-z])|([a-z0-9])(?=[A-Z])/g, "$&\u200B")),
      ...row[VALUES].map((value, i) => make("td", {"data-of": columns[i]}, make("bdi", {}, value))),
      ...[BASE, NEW, RATIO].map((i) => make("td", {class: "n", "data-of": ["base", "new", "new ÷ base"][i - BASE]}, row[i])),
      make("td", {"data-of": "verdict"}, make("b", {class: "verdict " + row[INK]}, row[VERDICT]), " ", ...remarks),
      make("td", {class: "lane"}, lane(row)));
  };

  /* What is shown stands in the address, so that it can be sent to others; the address of a section
     changes nothing. */
  let now;
  const state = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    return now && !given.has("verdicts") ? now : {
      words: given.get("find") ?? "",
      shown: given.has("verdicts") ? given.get("verdicts").split(/,(?! )/) : usual.length ? usual : verdicts,
      sort: given.has("sort") ? +given.get("sort") : -1,
      down: given.has("down"),
    };
  };
  now = state();
  let most = PAGE;
  const keep = () => {
    const address = new URLSearchParams();
    if (now.words) address.set("find", now.words);
    address.set("verdicts", now.shown.join(","));
    if (now.sort >= 0) address.set("sort", now.sort);
    if (now.down) address.set("down", "");
    history.replaceState(null, "", "#" + address);
  };

  const search = make("input", {type: "search", "aria-label": "Name or parameter=value", placeholder: "name or parameter=value"});
  const boxes = verdicts.map((verdict) => {
    const box = make("input", {type: "checkbox", value: verdict});
    return make("label", {}, box, " " + verdict + " (" + rows.filter((row) => row[VERDICT] === verdict).length + ")");
  });
  const count = make("output", {"aria-live": "polite"});
  const heads = headings.map((heading, i) => {
    const button = make("button", {type: "button"}, heading);
    button.addEventListener("click", () => {
      now.down = now.sort === i && !now.down;
      now.sort = i;
      changed();
    });
    return make("th", {scope: "col", ...(i > columns.length && i < headings.length - 1 ? {class: "n"} : {})}, button);
  });
  const axis = place.querySelector("th.lane")?.cloneNode(true) ?? make("th", {});
  const body = make("tbody", {});
  const more = make("button", {type: "button"}, "Show more");
  const table = make("table", {class: "rows", width: "100%"}, make("thead", {}, make("tr", {}, ...heads, axis)), body);
  const show = () => {
    search.value = now.words;
    boxes.forEach((label) => { label.firstChild.checked = now.shown.includes(label.firstChild.value); });
    heads.forEach((head, i) => head.setAttribute("aria-sort", now.sort !== i ? "none" : now.down ? "descending" : "ascending"));
    const words = now.words.toLowerCase().split(/\s+/).filter(Boolean);
    const named = rows.filter((row) => words.every((word) => row.words.includes(word)));
    const found = named.filter((row) => now.shown.includes(row[VERDICT]));
    const of = key[now.sort];
    if (of) {
      const lacks = (row) => ["", "-"].includes(of(row));
      const numbers = found.every((row) => lacks(row) || Number.isFinite(+of(row)));
      const order = (a, b) => numbers ? a - b : String(a).localeCompare(String(b));
      found.sort((a, b) => lacks(a) - lacks(b) || (now.down ? -1 : 1) * order(of(a), of(b)) || 0);
    }
    body.replaceChildren(...found.slice(0, most).map(line));
    more.hidden = found.length <= most;
    const hidden = words.length ? named.length - found.length : 0;
    count.textContent = found.length + " of " + rows.length + " rows" + (hidden ? ", " + hidden + " more under unticked verdicts" : "");
  };
  const changed = () => {
    most = PAGE;
    keep();
    show();
  };
  search.addEventListener("input", () => { now.words = search.value; changed(); });
  boxes.forEach((label) => label.addEventListener("change", () => {
    now.shown = boxes.map((each) => each.firstChild).filter((box) => box.checked).map((box) => box.value);
    changed();
  }));
  more.addEventListener("click", () => { most += PAGE; show(); });
  addEventListener("hashchange", () => { now = state(); show(); });
  place.replaceChildren(make("div", {class: "find", role: "search"}, search, ...boxes, count), table, more);
  show();
})();
