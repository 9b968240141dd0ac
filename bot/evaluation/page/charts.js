// Four small pictures. They run from the right where the page does.
const WIDE = 300, RTL = document.dir === "rtl";
const across = (x, width = 0) => (RTL ? WIDE - x - width : x);

function bar(x, y, width, height, kind, told) {
  const made = drawn("rect", { x: across(x, width), y, width: Math.max(width, 0), height, rx: 2, class: `f-${kind}` });
  made.append(drawn("title", {}, told));
  return made;
}

function picture(title, height, parts, note) {
  const svg = drawn("svg", { viewBox: `0 0 ${WIDE} ${height}`, role: "img", "aria-label": title }, ...parts);
  return node("div", { class: "card" }, node("h2", {}, title), svg, note ? node("p", {}, note) : null);
}

// Rows of a name, two or more counts beside each other, and the figure.
function rows(title, entries, note) {
  const most = Math.max(1, ...entries.map((one) => one.parts.reduce((sum, [, n]) => sum + n, 0)));
  const parts = [];
  entries.forEach((one, at) => {
    const y = at * 19;
    parts.push(drawn("text", { x: across(0), y: y + 12, "text-anchor": "start", class: "name" }, one.name));
    let x = 112;
    for (const [kind, n] of one.parts) {
      const width = (n / most) * 124;
      if (n) parts.push(bar(x, y + 3, width, 12, kind, `${one.name}: ${n}`));
      x += width;
    }
    parts.push(drawn("text", { x: across(x + 5), y: y + 12, "text-anchor": "start", class: "soft" }, one.figure));
  });
  return picture(title, entries.length * 19 + 2, parts, note);
}

function quality() {
  const entries = data.layers.filter((one) => one.held + one.failed).map((one) => ({
    name: word(`layer_${one.layer}`),
    parts: [["good", one.held], ["bad", one.failed]],
    figure: `${one.held}/${one.held + one.failed}`,
  }));
  return rows(word("report_quality"), entries);
}

function refusal() {
  const kinds = ["answer", "nearest", "shown", "refused"].filter((kind) => data.cases.some((one) => one.outcome === kind));
  const entries = kinds.map((kind) => {
    const some = data.cases.filter((one) => one.outcome === kind);
    const of = (status) => some.filter((one) => one.status === status).length;
    const rest = some.length - of("answered") - of("nearest");
    const wanted = kind === "refused" ? ["bad", "warn", "good"] : ["good", "warn", "bad"];
    return {
      name: word(`report_wanted_${kind}`),
      parts: [[wanted[0], of("answered")], [wanted[1], of("nearest")], [wanted[2], rest]],
      figure: `${of("answered")}·${of("nearest")}·${rest}`,
    };
  });
  return rows(word("report_refusal"), entries, word("report_refusal_note"));
}

function latency() {
  const all = data.cases.map((one) => one.ms).sort((a, b) => a - b);
  const at = (share) => Math.round(all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0);
  const top = Math.max(1, at(0.99)), bins = new Array(24).fill(0);
  for (const ms of all) bins[Math.min(23, Math.floor((ms / top) * 24))] += 1;
  const most = Math.max(1, ...bins);
  const parts = bins.map((n, i) => bar(i * 12.5, 80 - (n / most) * 76, 11, (n / most) * 76, "good", `${Math.round((i * top) / 24)} ms: ${n}`));
  parts.push(drawn("text", { x: across(0), y: 95, "text-anchor": "start", class: "soft" }, "0"));
  parts.push(drawn("text", { x: across(WIDE), y: 95, "text-anchor": "end", class: "soft" }, `${top} ms`));
  return picture(word("report_latency"), 100, parts, `p50 ${at(0.5)} ms · p95 ${at(0.95)} ms`);
}

function certificate() {
  const told = data.certificate;
  if (told) {
    const row = (name, some) => ({
      name: word(name),
      parts: [["good", some.kept + some.judged], ["warn", some.quoted], ["soft", some.dropped]],
      figure: `${some.kept + some.judged}·${some.quoted}·${some.dropped}`,
    });
    const share = (value) => `${(100 * value).toFixed(1)} %`;
    const note = `${word("report_false_shown")} ${share(told.false_shown)} (≤ ${share(told.false_shown_upper95)})`;
    return rows(word("report_certificate"), [row("report_true", told.true), row("report_false", told.false)], note);
  }
  const entries = ["extract", "kept", "judged", "quoted", "dropped"].map((outcome) => {
    const n = data.cases.reduce((sum, one) => sum + (one.outcomes[outcome] ?? 0), 0);
    return { name: word(`report_${outcome}`), parts: [[outcome === "dropped" ? "soft" : "good", n]], figure: String(n) };
  });
  return rows(word("report_outcomes"), entries);
}

byId("charts").append(quality(), refusal(), latency(), certificate());
