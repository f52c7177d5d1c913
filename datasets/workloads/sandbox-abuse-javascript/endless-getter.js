// OUT_OF_FUEL or TIMEOUT: looking at its result never ends.
({ get value() { for (;;) {} } });
