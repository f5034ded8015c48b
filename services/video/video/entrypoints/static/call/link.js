// Hands a link on: by the device's own sharing, else by copying it.

export function shareLinks(texts) {
  document.addEventListener("click", async ({ target }) => {
    const place = target.closest("[data-link-share]")?.closest("[data-link]");
    if (!place) return;
    const { link } = place.dataset;
    const shared = navigator.share
      ? await navigator.share({ url: link }).then(() => true, () => false)
      : await navigator.clipboard.writeText(link).then(() => true, () => false);
    place.querySelector("[data-link-says]").textContent = shared ? texts.link_shared : texts.link_by_hand;
  });
}
