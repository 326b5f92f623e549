"use strict";
(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const system = matchMedia("(prefers-color-scheme: dark)");
  const probe = document.body.appendChild(document.createElement("span"));
  probe.hidden = true;
  const color = name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const faint = c => c.replace("rgb(", "rgba(").replace(")", ", 0.28)");
  const shown = v => (v == null ? "–" : v.toFixed(3));
  let charts = [];

  const draw = (id, label, xLabel, x, lines, yRange) => {
    const host = document.getElementById(id);
    if (!host) return;
    const axis = { stroke: color("--muted"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line"), width: 1 } };
    const chart = new uPlot({
      width: host.clientWidth,
      height: 280,
      padding: [10, 12, 0, 0],
      scales: { x: { time: false }, y: yRange ? { range: yRange } : {} },
      cursor: { y: false },
      axes: [{ ...axis, label: xLabel, labelSize: 22, size: 34 }, { ...axis, label, labelSize: 22, size: 52 }],
      series: [{ label: xLabel, value: (_, v) => (v == null ? "–" : String(Math.round(v * 1000) / 1000)) }, ...lines.map(l => ({
        label: l.label,
        stroke: l.faint ? faint(color(l.color)) : color(l.color),
        width: l.faint ? 1 : 2,
        dash: l.dash,
        value: (_, v) => shown(v),
        points: { show: x.length === 1 },
        class: l.faint ? "faint" : undefined,
      }))],
    }, [x, ...lines.map(l => l.values)], host);
    charts.push({ host, chart });
  };

  // Folds end at different epochs: the mean at an epoch is that of the folds that still ran.
  const curveLines = (key, name, colorName, dash, epochs) => {
    const each = data.curves.map(c => epochs.map(e => {
      const i = c.epoch.indexOf(e);
      return i < 0 ? null : c[key][i];
    }));
    if (!each.some(values => values.some(v => v != null))) return [];
    const mean = epochs.map((_, i) => {
      const there = each.map(values => values[i]).filter(v => v != null);
      return there.length ? there.reduce((a, b) => a + b, 0) / there.length : null;
    });
    const lines = [{ label: name, color: colorName, dash, values: mean }];
    if (each.length > 1) each.forEach((values, i) => lines.push({ label: `${data.curves[i].name} ${name}`, color: colorName, dash, values, faint: true }));
    return lines;
  };

  const drawAll = () => {
    charts.forEach(c => c.chart.destroy());
    charts = [];
    if (data.curves.length) {
      const epochs = [...new Set(data.curves.flatMap(c => c.epoch))].sort((a, b) => a - b);
      draw("chart-loss", "loss", "epoch", epochs, [
        ...curveLines("trainLoss", "training", "--c0", undefined, epochs),
        ...curveLines("validationLoss", "validation", "--c1", [6, 4], epochs)]);
      draw("chart-accuracy", "accuracy", "epoch", epochs, [
        ...curveLines("trainAccuracy", "training", "--c0", undefined, epochs),
        ...curveLines("validationAccuracy", "validation", "--c1", [6, 4], epochs)], [0, 1]);
    }
    if (data.roc) {
      const lines = data.roc.lines.map((l, i) => ({ label: l.label, color: `--c${i % 9}`, dash: i >= 9 ? [6, 4] : undefined, values: l.values }));
      lines.push({ label: "chance", color: "--muted", dash: [2, 4], values: data.roc.x });
      draw("chart-roc", "true positive rate", "false positive rate", data.roc.x, lines, [0, 1]);
    }
  };

  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    root.dataset.theme = dark ? "light" : "dark";
    drawAll();
  });
  system.addEventListener("change", drawAll);
  new ResizeObserver(() => charts.forEach(({ host, chart }) => {
    if (host.clientWidth && host.clientWidth !== chart.width) chart.setSize({ width: host.clientWidth, height: 280 });
  })).observe(document.body);
  drawAll();
})();
