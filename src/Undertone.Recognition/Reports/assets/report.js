"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const [address, forget] = [URL.createObjectURL, URL.revokeObjectURL];
  const make = (tag, style, text) => {
    const element = document.createElement(tag);
    if (style) element.className = style;
    if (text) element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  };

  // Pictures are saved with the colours that they have on the page.
  const kept = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "font-family", "font-size", "font-weight", "text-anchor"];
  const styled = svg => {
    const copy = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
      const style = getComputedStyle(from[i]);
      kept.forEach(name => element.setAttribute(name, style.getPropertyValue(name)));
      if (element.classList.contains("hit")) element.setAttribute("fill-opacity", "0");
    });
    return copy;
  };
  const picture = figure => {
    const parts = [...figure.querySelectorAll("svg")].filter(svg => !svg.parentElement.closest("svg"));
    const boxes = parts.map(svg => svg.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top))];
    const width = Math.max(...boxes.map(b => b.right)) - left;
    const height = Math.max(...boxes.map(b => b.bottom)) - top;
    const all = document.createElementNS(parts[0].namespaceURI, "svg");
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    Object.entries(size).forEach(([name, value]) => all.setAttribute(name, value));
    const paper = document.createElementNS(parts[0].namespaceURI, "rect");
    Object.entries({ width, height, fill: getComputedStyle(figure.closest("section")).backgroundColor })
      .forEach(([name, value]) => paper.setAttribute(name, value));
    all.append(paper);
    parts.forEach((svg, i) => {
      const copy = styled(svg);
      const place = { x: boxes[i].left - left, y: boxes[i].top - top, width: boxes[i].width, height: boxes[i].height };
      Object.entries(place).forEach(([name, value]) => copy.setAttribute(name, value));
      all.append(copy);
    });
    return { text: new XMLSerializer().serializeToString(all), width, height };
  };
  const save = (blob, name) => {
    const link = make("a");
    link.download = name;
    link.setAttribute("href", address(blob));
    link.click();
    setTimeout(() => forget(link.getAttribute("href")), 60000);
  };
  const savePng = (figure, name) => {
    const { text, width, height } = picture(figure);
    const scale = 3;
    const image = new Image();
    image.onload = () => {
      const canvas = make("canvas");
      [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(blob, name));
    };
    image.setAttribute("src", "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text));
  };

  const tools = (after, label, actions) => {
    const bar = make("div", "tools", label);
    actions.forEach(([name, act]) => {
      const button = make("button", "", name);
      button.addEventListener("click", () => act(button));
      bar.append(button);
    });
    after.after(bar);
  };
  document.querySelectorAll("figure").forEach(figure => {
    const name = figure.dataset.name;
    tools(figure, "Save", [
      ["SVG", () => save(new Blob([picture(figure).text], { type: "image/svg+xml" }), name + ".svg")],
      ["PNG", () => savePng(figure, name + ".png")]]);
  });

  // A cell is its first text: counts without their shares, scores without their intervals; cells of the head lose their arrow.
  const cellText = cell => {
    const main = cell.querySelector("b, span, bdi");
    return (main || cell).textContent.replace(/[\u25b6\u00a0\u2009]/g, c => (c === "\u00a0" ? " " : "")).trim();
  };
  const rowsOf = table => [...table.rows].map(row => [...row.cells].map(cellText));
  const formats = {
    CSV: rows => rows.map(r => r.map(v => (/[",\n]/.test(v) ? `"${v.replaceAll("\"", "\"\"")}"` : v)).join(",")).join("\n") + "\n",
    Markdown: ([head, ...rows]) => [head, head.map((_, i) => (i ? "---:" : "---")), ...rows]
      .map(r => `| ${r.map(v => v.replaceAll("|", "\\|")).join(" | ")} |`).join("\n") + "\n",
    LaTeX: ([head, ...rows]) => {
      const escape = v => v.replace(/[\\&%$#_{}~^]/g, c => ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" })[c] || "\\" + c);
      const line = r => r.map(escape).join(" & ") + " \\\\";
      return [`\\begin{tabular}{l${"r".repeat(head.length - 1)}}`, "\\toprule", line(head), "\\midrule", ...rows.map(line), "\\bottomrule", "\\end{tabular}"].join("\n") + "\n";
    },
  };
  const copy = async (text, button) => {
    const name = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(make("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }

    button.textContent = "copied";
    setTimeout(() => { button.textContent = name; }, 1200);
  };
  const download = (name, text) => save(new Blob([text], { type: "text/csv" }), name);
  document.querySelectorAll("main table").forEach(table => {
    const place = table.closest(".scroll") || table;
    tools(place, "Copy", Object.entries(formats).map(([name, format]) => [name, button => copy(format(rowsOf(table)), button)]));
  });

  // The numbers behind the learning curves and the ROC, for those who draw them again.
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const csv = rows => formats.CSV(rows.map(r => r.map(v => (v == null ? "" : String(v)))));
  const addNumbers = (name, rows) => {
    const figure = document.querySelector(`figure[data-name="${name}"]`);
    if (!figure) return;
    const button = make("button", "", "CSV");
    button.addEventListener("click", () => download(name + ".csv", csv(rows)));
    figure.nextElementSibling.append(button);
  };
  const keys = ["trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "validationUar"];
  const curves = () => [["training", "epoch", ...keys], ...(data.curves || []).flatMap(c => c.epoch.map((e, i) => [c.name, e, ...keys.map(k => c[k][i])]))];
  addNumbers("loss", curves());
  addNumbers("accuracy", curves());
  if (data.roc) addNumbers("roc", [["false positive rate", ...data.roc.lines.map(l => l.label)], ...data.roc.x.map((x, i) => [x, ...data.roc.lines.map(l => l.values[i])])]);

  document.querySelectorAll("table.sortable").forEach(table => {
    const body = table.tBodies[0];
    const size = Number(table.dataset.page);
    let [rows, page] = [[...body.rows], 0];
    const pager = make("div", "pager");
    const [back, where, on] = [make("button", "", "\u2190 Before"), make("span"), make("button", "", "Next \u2192")];
    pager.append(back, where, on);
    const show = () => {
      rows.forEach((row, i) => { row.hidden = i < page * size || i >= (page + 1) * size; });
      where.textContent = `${page * size + 1} to ${Math.min(rows.length, (page + 1) * size)} of ${rows.length}`;
      back.disabled = page === 0;
      on.disabled = (page + 1) * size >= rows.length;
    };
    back.addEventListener("click", () => { page--; show(); });
    on.addEventListener("click", () => { page++; show(); });
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make("button", "", head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        [...table.tHead.rows[0].cells].forEach(cell => cell.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = row => cellText(row.cells[column]);
        const order = (a, b) => key(a).localeCompare(key(b), "en", { numeric: true }) * (up ? 1 : -1);
        rows = rows.map((row, i) => [row, i]).sort(([a, i], [b, j]) => order(a, b) || i - j).map(([row]) => row);
        body.append(...rows);
        page = 0;
        show();
      });
    });
    if (rows.length > size) table.closest(".scroll").after(pager);
    show();
  });

  // Audio: of the page itself, or of files that the reader chooses.
  let playing = null;
  const play = (audio, row) => {
    if (playing) playing.pause();
    if (playing === audio) { playing = null; return; }
    playing = audio;
    const [start, end] = [Number(row.dataset.start || 0), Number(row.dataset.end || 0)];
    audio.currentTime = start;
    audio.ontimeupdate = () => { if (end && audio.currentTime >= end) audio.pause(); };
    audio.onended = audio.onpause = () => { if (playing === audio) playing = null; };
    audio.play();
  };
  document.querySelectorAll("button.play").forEach(button =>
    button.addEventListener("click", () => play(document.getElementById(button.dataset.clip), {dataset: {}})));
  const chooser = document.getElementById("data-folder");
  if (chooser) {
    chooser.closest(".listen").hidden = false;
    chooser.addEventListener("change", () => {
      // A name on the page may begin below or above the folder that was chosen: the longest tail that both have tells.
      const files = [...chooser.files].map(file => [file, (file.webkitRelativePath || file.name).split("/").reverse()]);
      const shared = (a, b) => { let n = 0; while (n < a.length && n < b.length && a[n] === b[n]) n++; return n; };
      document.querySelectorAll("table.sortable tbody tr").forEach(row => {
        const cell = row.cells[0];
        const parts = cellText(cell).split("/").reverse();
        const best = files.map(([file, path]) => [shared(parts, path), file]).reduce((a, b) => (b[0] > a[0] ? b : a), [0, null]);
        if (!best[0] || cell.querySelector("button.play")) return;
        const button = make("button", "play", "\u25b6");
        let audio = null;
        button.addEventListener("click", () => {
          audio ??= new Audio(address(best[1]));
          play(audio, row);
        });
        cell.append(button);
      });
    });
  }
})();
