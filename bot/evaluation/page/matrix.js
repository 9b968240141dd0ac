// Cases by layers, what of them is shown, and the keys.
const SIGN = { held: "✓", failed: "✗", unasked: "·" };
const wanted = { text: "", state: "all", layer: "", tag: "", severity: "" };
const STATES = ["all", "failed", "passed", ...(data.compared ? ["failing", "passing", "changed"] : [])];

const badges = (one) => [
  one.change ? node("span", { class: `badge ${one.change}` }, word(`report_${one.change}`)) : null,
  one.severity !== "normal" ? node("span", { class: "badge" }, word(`report_${one.severity}`)) : null,
  ...one.tags.map((tag) => node("span", { class: "badge" }, `#${tag}`)),
];

function head() {
  const failed = data.cases.filter((one) => !one.passed).length;
  const chips = STATES.filter((state) => ["failing", "passing", "changed"].includes(state)).map((state) => {
    const n = data.cases.filter((one) => one.change === state).length;
    return node("button", { "data-state": state, "aria-pressed": "false", onclick: () => pick(wanted.state === state ? "all" : state) }, `${word(`report_${state}`)}: ${n}`);
  });
  if (data.gone.length) chips.push(node("span", { class: "badge", title: data.gone.join(" ") }, `${word("report_gone")}: ${data.gone.length}`));
  byId("head").append(
    node("div", {}, node("h1", {}, "rawi check"), node("div", { class: `sum ${failed ? "bad" : "good"}`, dir: "ltr" }, String(data.cases.length - failed), node("small", {}, ` / ${data.cases.length}`))),
    node("div", { class: "chips" }, ...chips),
  );
}

function pick(state) {
  wanted.state = state;
  byId("state").value = state;
  draw();
}

function choice(id, values, name, all) {
  const made = node("select", { id, "aria-label": word(name), onchange: (event) => { wanted[id] = event.target.value; draw(); } });
  if (all) made.append(node("option", { value: "" }, word(name)));
  made.append(...values.map(([value, told]) => node("option", { value }, told)));
  return made;
}

function filters() {
  const tags = [...new Set(data.cases.flatMap((one) => one.tags))].sort();
  const severities = [...new Set(data.cases.map((one) => one.severity))];
  byId("filters").append(
    node("input", { id: "search", type: "search", placeholder: word("report_search"), "aria-label": word("report_search"), dir: "auto", oninput: (event) => { wanted.text = event.target.value.trim().toLowerCase(); draw(); } }),
    choice("state", STATES.map((state) => [state, word(`report_${state}`)]), "report_state"),
    choice("layer", data.layers.map((one) => [one.layer, word(`layer_${one.layer}`)]), "report_layer", true),
  );
  if (tags.length) byId("filters").append(choice("tag", tags.map((tag) => [tag, `#${tag}`]), "report_tag", true));
  if (severities.length > 1) byId("filters").append(choice("severity", severities.map((one) => [one, word(`report_${one}`)]), "report_severity", true));
}

function fits(one) {
  const state = { all: true, failed: !one.passed, passed: one.passed }[wanted.state] ?? one.change === wanted.state;
  return state
    && (!wanted.layer || one.layers[wanted.layer].state === "failed")
    && (!wanted.tag || one.tags.includes(wanted.tag))
    && (!wanted.severity || one.severity === wanted.severity)
    && (!wanted.text || `${one.id} ${one.turns.join(" ")} ${one.text}`.toLowerCase().includes(wanted.text));
}

function row(one) {
  const made = node("tr", { tabindex: "-1", "data-id": one.id, onclick: () => show(one) },
    node("td", { class: "case" }, node("div", { dir: "auto" }, one.question), node("div", { class: "id" }, one.id, ...badges(one))));
  for (const { layer } of data.layers) {
    const { state, why, note } = one.layers[layer];
    const name = word(`layer_${layer}`);
    const told = `${name}: ${state === "failed" ? why.join("; ") : note || SIGN[state]}`;
    made.append(node("td", { class: state === "unasked" ? "off" : "" },
      node("span", { class: `cell ${state} ${one.blamed === layer ? "first" : ""}`, title: told, role: "img", "aria-label": told }, SIGN[state], node("span", { class: "short" }, name))));
  }
  return made;
}

// What needs a look comes first.
const urgency = (one) => (one.change === "failing" ? 0 : !one.passed ? 1 : one.change ? 2 : 3);

function draw() {
  const some = data.cases.filter(fits).sort((a, b) => urgency(a) - urgency(b));
  const head = node("thead", {}, node("tr", {}, node("th", { class: "case" }, word("report_case")), ...data.layers.map((one) => node("th", {}, word(`layer_${one.layer}`)))));
  byId("matrix").replaceChildren(head, node("tbody", {}, ...some.map(row)));
  const first = document.querySelector("tbody tr");
  if (first) first.tabIndex = 0;
  byId("count").textContent = `${some.length} / ${data.cases.length} · ${word("report_keys")}`;
  for (const chip of document.querySelectorAll("[data-state]")) chip.setAttribute("aria-pressed", String(chip.dataset.state === wanted.state));
}

function step(by) {
  const all = [...document.querySelectorAll("tbody tr")];
  const at = all.findIndex((one) => one === document.activeElement || (opened && one.dataset.id === opened.id));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (!next) return;
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  if (opened) show(data.cases.find((one) => one.id === next.dataset.id));
  else next.focus();
}

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "Escape") opened ? hide() : document.activeElement.blur();
  else if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === "/") { event.preventDefault(); byId("search").focus(); }
  else if (event.key === "ArrowDown" || event.key === "j") { event.preventDefault(); step(1); }
  else if (event.key === "ArrowUp" || event.key === "k") { event.preventDefault(); step(-1); }
  else if (event.key === "Enter" && document.activeElement.matches("tbody tr")) document.activeElement.click();
});

head();
filters();
draw();
