// OUT_OF_FUEL or TIMEOUT: each job makes another.
(function again() { Promise.resolve().then(again); })();
