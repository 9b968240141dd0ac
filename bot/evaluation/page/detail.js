// One case: what was asked and said, why each layer failed, what it said before, and the articles.
let opened = null;

function show(one) {
  opened = one;
  const panel = byId("detail");
  panel.replaceChildren(
    node("div", { class: "bar" }, node("span", { class: "id" }, one.id, ...badges(one)), node("button", { onclick: hide, "aria-label": word("report_close") }, "✕")),
    ...one.turns.slice(0, -1).map((turn) => node("p", { dir: "auto" }, turn)),
    node("h3", { dir: "auto" }, one.question),
    node("div", { class: `answer ${one.passed ? "passed" : "failed"}`, dir: "auto" }, one.text),
    node("p", { class: "id" }, [one.status, one.mode, `${Math.round(one.ms)} ms`, `${one.file}:${one.line}`].join(" · ")),
    reasons(one),
    ...difference(one),
    ...(one.citations.length ? [node("h2", {}, word("report_articles")), ...articlesOf(one)] : []),
  );
  panel.setAttribute("aria-label", one.question);
  panel.hidden = false;
  panel.scrollTop = 0;
  for (const text of panel.querySelectorAll(".text")) {
    const mark = text.querySelector("mark");
    if (mark) text.scrollTop = Math.max(0, mark.offsetTop - text.offsetTop - 60);
  }
  panel.focus({ preventScroll: true });
}

function hide() {
  byId("detail").hidden = true;
  const row = opened && document.querySelector(`tr[data-id="${CSS.escape(opened.id)}"]`);
  opened = null;
  if (row) row.focus();
}

function reasons(one) {
  const list = node("ul", { class: "why" });
  for (const [layer, verdict] of Object.entries(one.layers)) {
    if (verdict.state === "unasked") continue;
    const failed = verdict.state === "failed";
    const told = failed ? verdict.why.join("; ") : verdict.note;
    list.append(node("li", { class: failed ? "bad" : "" }, failed ? "✗ " : "✓ ", node("b", {}, word(`layer_${layer}`)), told ? ": " : null, told ? node("bdi", {}, told) : null));
  }
  return list;
}

function difference(one) {
  if (one.before == null || one.before === one.text) return [];
  const [old, now] = compared(one.before.split(/(\s+)/), one.text.split(/(\s+)/));
  const side = (name, parts, tag) => node("div", {}, node("h2", {}, word(name)), node("div", { dir: "auto" }, ...parts.map(([same, text]) => (same ? text : node(tag, {}, text)))));
  return [node("h2", {}, word("report_difference")), node("div", { class: "pair" }, side("report_before", old, "del"), side("report_now", now, "ins"))];
}

// The longest words in common, and what is only on one side.
function compared(old, now) {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      table[i][j] = old[i] === now[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  const left = [], right = [];
  let i = 0, j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      left.push([true, old[i++]]);
      right.push([true, now[j++]]);
    } else if (j >= now.length || (i < old.length && table[i + 1][j] >= table[i][j + 1])) left.push([false, old[i++]]);
    else right.push([false, now[j++]]);
  }
  return [left, right];
}

function articlesOf(one) {
  const ids = [...new Set(one.citations.map((citation) => citation.article))];
  return ids.map((id) => {
    const article = data.articles[id];
    const quotes = one.citations.filter((citation) => citation.article === id).sort((a, b) => a.start - b.start);
    const from = [article.outlet, article.published, id].filter(Boolean).join(" · ");
    return node("div", { class: "article" }, node("b", { dir: "auto" }, article.title), node("div", { class: "from" }, from), node("div", { class: "text", dir: "auto", tabindex: "0" }, ...marked(article.text, quotes)));
  });
}

// Offsets are code points, and quotations may overlap.
function marked(text, quotes) {
  const letters = Array.from(text), parts = [];
  let at = 0;
  for (const quote of quotes) {
    const start = Math.max(at, quote.start);
    if (quote.end <= start) continue;
    parts.push(letters.slice(at, start).join(""), node("mark", {}, letters.slice(start, quote.end).join(""), node("sup", {}, ` [${quote.number}]`)));
    at = quote.end;
  }
  return [...parts, letters.slice(at).join("")];
}
