// A PDF as pictures of its pages, drawn at the desk: everybody looks at the same page, a phone needs no reader for it,
// and nobody's browser but the desk's opens the file.

const VENDOR = new URL("../vendor/pdfjs/", import.meta.url);
// A page as wide as this can be read on a phone when it is drawn larger (A4: 150 dpi).
const WIDTH = 1240;

export class Pages {
  #pdf;

  constructor(pdf) {
    this.#pdf = pdf;
  }

  /** Opens a PDF; rejects when it is broken or asks for a password. */
  static async of(blob) {
    const reader = await import(new URL("pdf.min.mjs", VENDOR));
    reader.GlobalWorkerOptions.workerSrc = new URL("pdf.worker.min.mjs", VENDOR).href;
    const task = reader.getDocument({
      data: await blob.arrayBuffer(),
      standardFontDataUrl: new URL("fonts/", VENDOR).href,
      // Letters are drawn as shapes: no font of a stranger's is handed to the browser, no text becomes a programme.
      disableFontFace: true,
      isEvalSupported: false,
      useSystemFonts: false,
    });
    return new Pages(await task.promise);
  }

  get count() {
    return this.#pdf.numPages;
  }

  /** Returns one page as a picture (PNG). */
  async draw(number) {
    const page = await this.#pdf.getPage(number);
    const viewport = page.getViewport({ scale: WIDTH / page.getViewport({ scale: 1 }).width });
    const canvas = Object.assign(document.createElement("canvas"), { width: viewport.width, height: viewport.height });
    await page.render({ canvasContext: canvas.getContext("2d"), viewport }).promise;
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  close() {
    return this.#pdf.destroy();
  }
}
