// OUT_OF_FUEL or TIMEOUT: its result never becomes a text.
({ toJSON() { for (;;) {} } });
