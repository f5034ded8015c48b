// Which browser this is, for one purpose alone: to show the buttons that its owner has before them.

// Apps that open links in a window of their own, in which camera and microphone often stay shut.
const IN_APP = /FBAN|FBAV|Instagram|WhatsApp|Line\/|LinkedInApp|Snapchat|Twitter|Pinterest|TikTok|musical_ly|GSA\/|; wv\)/;

/** Returns the key of the page's instructions for this browser. */
export function browserOf({ userAgent, maxTouchPoints }) {
  // An iPad that asks for the desktop's pages calls itself a Macintosh, but has fingers (Apple, WebKit blog 2019).
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "safari-ios";
  if (/SamsungBrowser/.test(userAgent)) return "samsung";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrome\/|Chromium\//.test(userAgent)) return "chrome";
  if (/Safari\//.test(userAgent)) return "safari-mac";
  return "other";
}

/** Tells whether the page runs inside another app; WebKit's bare views leave "Safari" out of their name. */
export function insideAnotherApp({ userAgent }) {
  return IN_APP.test(userAgent) || (/iPhone|iPad|iPod/.test(userAgent) && !/Safari\//.test(userAgent));
}
