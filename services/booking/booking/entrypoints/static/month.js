// Leads through a month of days by arrow keys, Home and End, as in a calendar on paper; Tab works without it.

for (const grid of document.querySelectorAll("[data-month]")) {
  const links = [...grid.querySelectorAll("a")];

  const place = (link) => ({ row: link.closest("tr").rowIndex, column: link.closest("td").cellIndex });
  // The nearest free day in a direction: full and closed days are passed over.
  const below = (from, step) => {
    const { row, column } = place(from);
    const inColumn = links.filter((link) => place(link).column === column && (place(link).row - row) * step > 0);
    return step > 0 ? inColumn[0] : inColumn.at(-1);
  };
  const moves = {
    ArrowRight: (link) => links[links.indexOf(link) + 1],
    ArrowLeft: (link) => links[links.indexOf(link) - 1],
    ArrowDown: (link) => below(link, 1),
    ArrowUp: (link) => below(link, -1),
    Home: () => links[0],
    End: () => links.at(-1),
  };

  grid.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    const target = link && moves[event.key]?.(link);
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });
}
