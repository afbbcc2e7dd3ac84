"use strict";
// Loads the page of a preview again when the records have changed.
new EventSource("/_changes").addEventListener("message", () => location.reload());
