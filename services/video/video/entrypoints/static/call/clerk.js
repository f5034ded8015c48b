// The clerk's page in the call.

import { prepareCall, tellFragments } from "./session.js";

const { line, deviceTest } = prepareCall();

line.addEventListener("state", ({ detail }) => {
  if (["ended", "missed", "cancelled"].includes(detail.state)) return location.reload();
  tellFragments();
});
line.addEventListener("over", () => location.reload());

// Without camera and microphone the clerk still sees and hears the citizen.
deviceTest.start().finally(() => line.open());
